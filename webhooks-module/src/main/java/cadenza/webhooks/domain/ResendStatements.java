package cadenza.webhooks.domain;

import cadenza.kernel.api.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statements of what is sent again. Each delivery is tried once more by hand, after the planned
 * retries' fashion, so that it takes no slot of what happens now; one that is still being tried is
 * left alone. One that was cancelled on its way is pending again as if it had not been: what comes
 * of that attempt counts, and where nothing does, it is tried again when its lease has run out.
 */
final class ResendStatements {
  /** Ids are made by several clocks. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private ResendStatements() {}

  private record Resending(
      UUID workspaceId,
      UUID id,
      UUID endpointId,
      @Nullable Instant since,
      @Nullable UUID passed,
      long passedNumber,
      long lastNumber,
      Instant createdAt) {}

  static boolean addFailed(
      Connection connection, UUID workspaceId, UUID endpointId, Instant since, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.resending"
                + " (workspace_id, id, endpoint_id, created_at, next_at, since, passed)"
                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      setNew(statement, workspaceId, endpointId, now);
      statement.setObject(6, DeliveryStatements.utc(since));
      statement.setObject(
          7, new UUID(Math.max(0, since.minus(CLOCKS_APART).toEpochMilli()) << 16, 0));
      return statement.executeUpdate() == 1;
    }
  }

  static boolean addRange(
      Connection connection, UUID workspaceId, UUID endpointId, long after, long upTo, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.resending"
                + " (workspace_id, id, endpoint_id, created_at, next_at, passed_number,"
                + " last_number) values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
      setNew(statement, workspaceId, endpointId, now);
      statement.setLong(6, after);
      statement.setLong(7, upTo);
      return statement.executeUpdate() == 1;
    }
  }

  private static void setNew(
      PreparedStatement statement, UUID workspaceId, UUID endpointId, Instant now)
      throws SQLException {
    statement.setObject(1, workspaceId);
    statement.setObject(2, Ids.next());
    statement.setObject(3, endpointId);
    statement.setObject(4, DeliveryStatements.utc(now));
    statement.setObject(5, DeliveryStatements.utc(now));
  }

  static void drop(Connection connection, UUID workspaceId, UUID endpointId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from webhooks.resending where workspace_id = ? and endpoint_id = ?")) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, endpointId);
      statement.executeUpdate();
    }
  }

  static boolean round(Connection connection, int atMost, Instant now) throws SQLException {
    var resending = next(connection, now);
    if (resending == null) {
      return false;
    }
    if (resending.since() == null) {
      long upTo = Math.min(resending.passedNumber() + atMost, resending.lastNumber());
      range(connection, resending, upTo, now);
      pass(connection, resending, null, upTo, upTo >= resending.lastNumber(), now);
    } else {
      var passed = failed(connection, resending, atMost, now);
      pass(connection, resending, passed, 0, passed == null, now);
    }
    return true;
  }

  private static @Nullable Resending next(Connection connection, Instant now) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id, endpoint_id, since, passed, passed_number, last_number,
              created_at
            from webhooks.resending where next_at <= ? order by next_at limit 1
            for update skip locked
            """)) {
      statement.setObject(1, DeliveryStatements.utc(now));
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new Resending(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                DeliveryStatements.instant(row, 4),
                row.getObject(5, UUID.class),
                row.getLong(6),
                row.getLong(7),
                row.getObject(8, OffsetDateTime.class).toInstant())
            : null;
      }
    }
  }

  /**
   * Those that came to nothing before they were asked for again; what fails once more is not among
   * them.
   *
   * @return the last delivery looked at, or null when there was none
   */
  private static @Nullable UUID failed(
      Connection connection, Resending resending, int atMost, Instant now) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with looked as (
              select id, row_number() over (order by id) as place from (
                select id from webhooks.delivery
                where endpoint_id = ? and status in ('FAILED', 'CANCELLED') and id > ?
                  and not sample and created_at between ? and ?
                order by id limit ?) l),
            held as (
              select d.workspace_id, d.id, l.place, d.lease_until >= ? as under_way
              from looked l
              join webhooks.endpoint e on e.id = ? and e.status = 'ENABLED'
              join webhooks.delivery d on d.workspace_id = ? and d.id = l.id
              where d.status in ('FAILED', 'CANCELLED') and (d.body is not null or e.format = 'standard')
              order by d.id for no key update of d),
            again as (
              update webhooks.delivery d
              set status = 'PENDING', by_hand = d.by_hand or h.under_way is not true, lane = 1,
                next_attempt_at = case when h.under_way then d.lease_until
                  else ? + (h.place - ?) * interval '1 microsecond' end
              from held h where d.workspace_id = h.workspace_id and d.id = h.id)
            select id from looked order by id desc limit 1
            """)) {
      statement.setObject(1, resending.endpointId());
      statement.setObject(2, resending.passed());
      statement.setObject(3, DeliveryStatements.utc(resending.since()));
      statement.setObject(4, DeliveryStatements.utc(resending.createdAt()));
      statement.setInt(5, atMost);
      statement.setObject(6, DeliveryStatements.utc(now));
      statement.setObject(7, resending.endpointId());
      statement.setObject(8, resending.workspaceId());
      statement.setObject(9, DeliveryStatements.utc(now));
      statement.setInt(10, atMost);
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getObject(1, UUID.class) : null;
      }
    }
  }

  /**
   * What there is a delivery of is sent again in the words that it has; in the standard format,
   * what there is none of gets one.
   */
  private static void range(Connection connection, Resending resending, long upTo, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with endpoint as (
              select * from webhooks.endpoint
              where workspace_id = ? and id = ? and status = 'ENABLED'),
            looked as materialized (
              select o.id, b.type, b.last_number - cardinality(b.event_ids) + o.place as number
              from webhooks.event_batch b
              cross join lateral unnest(b.event_ids) with ordinality as o (id, place)
              where b.workspace_id = ? and b.last_number > ? and b.last_number < ?),
            meant as (
              select e.workspace_id, e.id as endpoint_id, e.format, l.id, l.type, l.number
              from endpoint e
              join looked l on l.number > ? and l.number <= ?
                and (e.format <> 'standard' or e.all_types or l.type = any (e.event_types))),
            held as (
              select d.workspace_id, d.id, m.number, d.lease_until >= ? as under_way
              from meant m
              join webhooks.delivery d on d.endpoint_id = m.endpoint_id and d.event_id = m.id
              where d.status <> 'PENDING' and (d.body is not null or m.format = 'standard')
              order by d.id for no key update of d),
            again as (
              update webhooks.delivery d
              set status = 'PENDING', by_hand = d.by_hand or h.under_way is not true, lane = 1,
                next_attempt_at = case when h.under_way then d.lease_until
                  else ? + (h.number - ?) * interval '1 microsecond' end
              from held h where d.workspace_id = h.workspace_id and d.id = h.id)
            insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,
              event_number, status, lane, by_hand, next_attempt_at, created_at)
            select m.workspace_id, webhooks.next_id(), m.endpoint_id, m.id, m.type, m.number,
              'PENDING', 1, true, ? + (m.number - ?) * interval '1 microsecond', ?
            from meant m where m.format = 'standard'
            order by m.number
            on conflict do nothing
            """)) {
      int index = 1;
      statement.setObject(index++, resending.workspaceId());
      statement.setObject(index++, resending.endpointId());
      statement.setObject(index++, resending.workspaceId());
      statement.setLong(index++, resending.passedNumber());
      statement.setLong(index++, upTo + EventStatements.BATCH);
      statement.setLong(index++, resending.passedNumber());
      statement.setLong(index++, upTo);
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setLong(index++, upTo);
      statement.setObject(index++, DeliveryStatements.utc(now));
      statement.setLong(index++, upTo);
      statement.setObject(index, DeliveryStatements.utc(now));
      statement.executeUpdate();
    }
  }

  /** Behind the others, so that one with a long way to go keeps none waiting. */
  private static void pass(
      Connection connection,
      Resending resending,
      @Nullable UUID passed,
      long passedNumber,
      boolean done,
      Instant now)
      throws SQLException {
    if (done) {
      drop(connection, resending.workspaceId(), resending.endpointId());
      return;
    }
    try (var statement =
        connection.prepareStatement(
            "update webhooks.resending set passed = ?, passed_number = ?, next_at = ?"
                + " where workspace_id = ? and id = ?")) {
      statement.setObject(1, passed);
      statement.setLong(2, passedNumber);
      statement.setObject(3, DeliveryStatements.utc(now));
      statement.setObject(4, resending.workspaceId());
      statement.setObject(5, resending.id());
      statement.executeUpdate();
    }
  }

  /** Numbers and times rise together, so that it is found by halving. */
  static long numberBefore(Connection connection, UUID workspaceId, Instant time)
      throws SQLException {
    long before = 0;
    long last = lastNumber(connection, workspaceId);
    try (var statement =
        connection.prepareStatement(
            "select last_number, relayed_at < ? from webhooks.event_batch"
                + " where workspace_id = ? and last_number >= ? order by last_number limit 1")) {
      statement.setObject(1, DeliveryStatements.utc(time));
      statement.setObject(2, workspaceId);
      while (before < last) {
        long middle = before + (last - before + 1) / 2;
        statement.setLong(3, middle);
        try (var row = statement.executeQuery()) {
          if (row.next() && row.getBoolean(2)) {
            before = Math.max(middle, row.getLong(1));
          } else {
            last = middle - 1;
          }
        }
      }
    }
    return before;
  }

  static long lastNumber(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select last_sequence from webhooks.counter where workspace_id = ?")) {
      statement.setObject(1, workspaceId);
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }
}
