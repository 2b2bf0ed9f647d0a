package cadenza.webhooks.domain;

import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of the deliveries; a generated repository cannot hold them. */
final class DeliveryStatements {
  private DeliveryStatements() {}

  static final String CARD =
      "select id, endpoint_id, event_id, event_type, status, attempts, next_attempt_at,"
          + " created_at, delivered_at from webhooks.delivery";

  static List<DueDelivery> claim(
      Connection connection,
      Map<UUID, UnderWay> underWay,
      Slots slots,
      Instant now,
      Instant leaseUntil,
      int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with recursive waiting as (
              (select endpoint_id from webhooks.delivery where status = 'PENDING'
               order by endpoint_id limit 1)
              union all
              select (select d.endpoint_id from webhooks.delivery d
                      where d.status = 'PENDING' and d.endpoint_id > w.endpoint_id
                      order by d.endpoint_id limit 1)
              from waiting w where w.endpoint_id is not null),
            free as (
              select e.id, e.workspace_id, e.url, e.format, e.sealed_secret,
                greatest(0, ? - coalesce(b.everything, 0)) as slots,
                greatest(0, least(? - coalesce(b.everything, 0), ? - coalesce(b.retries, 0)))
                  as retries
              from waiting w
              join webhooks.endpoint e on e.id = w.endpoint_id and e.status = 'ENABLED'
              left join unnest(?::uuid[], ?::int[], ?::int[]) b (endpoint_id, everything, retries)
                on b.endpoint_id = e.id),
            due as (
              select f.url, f.format, f.sealed_secret, d.workspace_id, d.id
              from free f
              cross join lateral (
                select x.workspace_id, x.id, x.lane, x.next_attempt_at from (
                  (select workspace_id, id, lane, next_attempt_at from webhooks.delivery
                   where status = 'PENDING' and endpoint_id = f.id and lane = 0
                     and next_attempt_at <= ? order by next_attempt_at limit f.slots)
                  union all
                  (select workspace_id, id, lane, next_attempt_at from webhooks.delivery
                   where status = 'PENDING' and endpoint_id = f.id and lane = 1
                     and next_attempt_at <= ? order by next_attempt_at limit f.retries)) x
                order by x.lane, x.next_attempt_at limit f.slots) d
              limit ?),
            locked as (
              select d.workspace_id, d.id, due.url, due.format, due.sealed_secret
              from webhooks.delivery d
              join due on due.workspace_id = d.workspace_id and due.id = d.id
              where d.status = 'PENDING' and d.next_attempt_at <= ?
              for no key update of d skip locked),
            claimed as (
              update webhooks.delivery d
              set next_attempt_at = ?, lease_until = ?, fence = d.fence + 1
              from locked l where d.workspace_id = l.workspace_id and d.id = l.id
              returning d.workspace_id, d.id, d.endpoint_id, d.event_id, d.event_type,
                d.event_number, d.body, l.url, l.format, l.sealed_secret, d.attempts, d.fence,
                d.lane, d.sample)
            select c.workspace_id, c.id, c.endpoint_id, c.event_id, c.event_type, c.format,
              coalesce(c.body,
                left(e.payload, -1) || ',"sequence":' || c.event_number || '}'),
              c.url,
              array(
                select c.sealed_secret
                union all
                (select p.sealed_secret from webhooks.former_secret p
                 where p.workspace_id = c.workspace_id and p.endpoint_id = c.endpoint_id
                   and p.expires_at > ? order by p.id desc)),
              c.attempts, c.fence, c.lane, c.sample
            from claimed c
            left join webhooks.event e on e.workspace_id = c.workspace_id and e.id = c.event_id
            """)) {
      var nowUtc = now.atOffset(ZoneOffset.UTC);
      var lease = leaseUntil.atOffset(ZoneOffset.UTC);
      var endpoints = underWay.keySet().toArray(UUID[]::new);
      var all = new Integer[endpoints.length];
      var retries = new Integer[endpoints.length];
      for (int i = 0; i < endpoints.length; i++) {
        var busy = underWay.getOrDefault(endpoints[i], UnderWay.NOTHING);
        all[i] = busy.all();
        retries[i] = busy.retries();
      }
      statement.setInt(1, slots.all());
      statement.setInt(2, slots.all());
      statement.setInt(3, slots.retries());
      statement.setArray(4, connection.createArrayOf("uuid", endpoints));
      statement.setArray(5, connection.createArrayOf("int4", all));
      statement.setArray(6, connection.createArrayOf("int4", retries));
      statement.setObject(7, nowUtc);
      statement.setObject(8, nowUtc);
      statement.setInt(9, atMost);
      statement.setObject(10, nowUtc);
      statement.setObject(11, lease);
      statement.setObject(12, lease);
      statement.setObject(13, nowUtc);
      var due = new ArrayList<DueDelivery>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(
              new DueDelivery(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, UUID.class),
                  rows.getObject(3, UUID.class),
                  rows.getObject(4, UUID.class),
                  rows.getString(5),
                  rows.getString(6),
                  rows.getString(7),
                  rows.getString(8),
                  List.of((String[]) rows.getArray(9).getArray()),
                  rows.getInt(10),
                  rows.getLong(11),
                  rows.getInt(12) == 1,
                  rows.getBoolean(13)));
        }
      }
      return due;
    }
  }

  static void setClaims(
      Connection connection, PreparedStatement statement, List<DueDelivery> claimed)
      throws SQLException {
    statement.setArray(
        1,
        connection.createArrayOf("uuid", claimed.stream().map(DueDelivery::workspaceId).toArray()));
    statement.setArray(
        2, connection.createArrayOf("uuid", claimed.stream().map(DueDelivery::id).toArray()));
    statement.setArray(
        3, connection.createArrayOf("int8", claimed.stream().map(DueDelivery::fence).toArray()));
  }

  static void settle(Connection connection, List<Attempt> attempts) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with result as (
              select * from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::boolean[],
                ?::timestamptz[], ?::int[], ?::int[], ?::text[], ?::text[], ?::text[],
                ?::timestamptz[])
              r (workspace_id, id, fence, succeeded, started_at, duration_millis, status, error,
                response_headers, response_body, next_at)),
            locked as (
              select d.workspace_id, d.id, d.by_hand
              from webhooks.delivery d
              join result r on r.workspace_id = d.workspace_id and r.id = d.id
                and r.fence = d.fence
              where d.lease_until is not null
              order by d.id
              for no key update of d),
            settled as (
              update webhooks.delivery d
              set attempts = d.attempts + 1, lane = 1, lease_until = null, by_hand = false,
                delivered_at = coalesce(d.delivered_at,
                  case when r.succeeded
                    then r.started_at + r.duration_millis * interval '1 millisecond' end),
                status = case
                  when r.succeeded or d.delivered_at is not null then 'SUCCEEDED'
                  when r.status = 410 then 'FAILED'
                  when d.status = 'CANCELLED' then 'CANCELLED'
                  when d.by_hand or r.next_at is null then 'FAILED'
                  else 'PENDING' end,
                next_attempt_at = case
                  when r.succeeded or d.delivered_at is not null or d.status = 'CANCELLED'
                    or d.by_hand then null
                  else r.next_at end
              from result r, locked l
              where d.workspace_id = r.workspace_id and d.id = r.id
                and l.workspace_id = r.workspace_id and l.id = r.id
              returning d.workspace_id, d.id, d.attempts, l.by_hand)
            insert into webhooks.delivery_attempt (workspace_id, delivery_id, number, started_at,
              duration_millis, status, error, response_headers, response_body, by_hand)
            select s.workspace_id, s.id, s.attempts, r.started_at, r.duration_millis, r.status,
              r.error, r.response_headers, r.response_body, s.by_hand
            from settled s join result r on r.workspace_id = s.workspace_id and r.id = s.id
            """)) {
      setClaims(connection, statement, attempts.stream().map(Attempt::delivery).toList());
      setColumn(connection, statement, 4, "bool", attempts, Attempt::succeeded);
      setColumn(connection, statement, 5, "timestamptz", attempts, a -> utc(a.startedAt()));
      setColumn(connection, statement, 6, "int4", attempts, Attempt::durationMillis);
      setColumn(connection, statement, 7, "int4", attempts, Attempt::status);
      setColumn(connection, statement, 8, "text", attempts, Attempt::error);
      setColumn(connection, statement, 9, "text", attempts, Attempt::headers);
      setColumn(connection, statement, 10, "text", attempts, Attempt::body);
      setColumn(connection, statement, 11, "timestamptz", attempts, a -> utc(a.nextAt()));
      statement.executeUpdate();
    }
  }

  /** Reads one column of the rows. */
  @FunctionalInterface
  interface Column {
    @Nullable Object of(Attempt attempt);
  }

  static void setColumn(
      Connection connection,
      PreparedStatement statement,
      int index,
      String type,
      List<Attempt> attempts,
      Column column)
      throws SQLException {
    var values = new ArrayList<@Nullable Object>(attempts.size());
    attempts.forEach(attempt -> values.add(column.of(attempt)));
    statement.setArray(index, connection.createArrayOf(type, values.toArray()));
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  static DeliveryCard readCard(ResultSet row) throws SQLException {
    return new DeliveryCard(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        instant(row, 7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        instant(row, 9));
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
