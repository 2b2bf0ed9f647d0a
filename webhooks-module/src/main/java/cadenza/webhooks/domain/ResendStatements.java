package cadenza.webhooks.domain;

import cadenza.webhooks.domain.Resending.Passed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * The statements of what is sent again. Each delivery is tried once more by hand, after the planned
 * retries' fashion, so that it takes no slot of what happens now; one that is still being tried is
 * left alone. One that was cancelled on its way is pending again as if it had not been: what comes
 * of that attempt counts, and where nothing does, it is tried again when its lease has run out.
 */
final class ResendStatements {
  private ResendStatements() {}

  static void round(Connection connection, Turn turn, int atMost, Instant now) throws SQLException {
    var resending = ResendingStatements.held(connection, turn);
    if (resending == null) {
      return;
    }
    if (resending.total() == null) {
      ResendingStatements.begin(connection, resending, count(connection, resending));
    }
    ResendingStatements.pass(
        connection,
        resending,
        resending.since() == null
            ? range(connection, resending, atMost, now)
            : failed(connection, resending, atMost, now),
        now);
  }

  /** Before the first is made due; no more than can be counted in a moment. */
  private static long count(Connection connection, Resending resending) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select count(*) from (
              select from webhooks.delivery
              where endpoint_id = ? and status in ('FAILED', 'CANCELLED') and id > ?
                and not sample and created_at between ? and ?
              limit 100000) c
            """)) {
      setFailed(statement, resending);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static void setFailed(PreparedStatement statement, Resending resending)
      throws SQLException {
    statement.setObject(1, resending.endpointId());
    statement.setObject(2, resending.passed());
    statement.setObject(3, DeliveryStatements.utc(resending.since()));
    statement.setObject(4, DeliveryStatements.utc(resending.createdAt()));
  }

  /**
   * Those that came to nothing before they were asked for again; what fails once more is not among
   * them.
   */
  private static Passed failed(Connection connection, Resending resending, int atMost, Instant now)
      throws SQLException {
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
              from held h where d.workspace_id = h.workspace_id and d.id = h.id
              returning 1)
            select (select id from looked order by id desc limit 1),
              (select count(*) from looked), (select count(*) from again)
            """)) {
      setFailed(statement, resending);
      statement.setInt(5, atMost);
      statement.setObject(6, DeliveryStatements.utc(now));
      statement.setObject(7, resending.endpointId());
      statement.setObject(8, resending.workspaceId());
      statement.setObject(9, DeliveryStatements.utc(now));
      statement.setInt(10, atMost);
      try (var row = statement.executeQuery()) {
        row.next();
        var last = row.getObject(1, UUID.class);
        return new Passed(last, 0, row.getLong(2), row.getLong(3), last == null);
      }
    }
  }

  /**
   * What there is a delivery of is sent again in the words that it has; in the standard format,
   * what there is none of gets one.
   */
  private static Passed range(Connection connection, Resending resending, int atMost, Instant now)
      throws SQLException {
    long upTo = Math.min(resending.passedNumber() + atMost, resending.lastNumber());
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
              from held h where d.workspace_id = h.workspace_id and d.id = h.id
              returning 1),
            anew as (
              insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,
                event_number, status, lane, by_hand, next_attempt_at, created_at)
              select m.workspace_id, webhooks.next_id(), m.endpoint_id, m.id, m.type, m.number,
                'PENDING', 1, true, ? + (m.number - ?) * interval '1 microsecond', ?
              from meant m where m.format = 'standard'
              order by m.number
              on conflict do nothing
              returning 1)
            select (select count(*) from again) + (select count(*) from anew)
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
      try (var row = statement.executeQuery()) {
        row.next();
        long looked = upTo - resending.passedNumber();
        return new Passed(null, upTo, looked, row.getLong(1), upTo >= resending.lastNumber());
      }
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
