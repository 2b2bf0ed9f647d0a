package cadenza.webhooks.domain;

import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.domain.Deliveries.Setback;
import cadenza.webhooks.domain.Deliveries.Settled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of the deliveries; a generated repository cannot hold them. */
final class DeliveryStatements {
  private DeliveryStatements() {}

  static final String CARD =
      "select id, endpoint_id, event_id, event_type, status, attempts, next_attempt_at,"
          + " created_at, delivered_at from webhooks.delivery";

  static void setClaims(
      Connection connection, PreparedStatement statement, int index, List<DueDelivery> claimed)
      throws SQLException {
    statement.setArray(
        index,
        connection.createArrayOf("uuid", claimed.stream().map(DueDelivery::workspaceId).toArray()));
    statement.setArray(
        index + 1,
        connection.createArrayOf("uuid", claimed.stream().map(DueDelivery::id).toArray()));
    statement.setArray(
        index + 2,
        connection.createArrayOf("int8", claimed.stream().map(DueDelivery::fence).toArray()));
  }

  /**
   * The answers travel with their rows from one part to the next. The planner takes these parts for
   * a row or two; where it had to join them again, it would compare each with each.
   *
   * <p>It waits for nobody: a delivery that somebody else holds is left, and so are those of an
   * endpoint whose standing would change and is held. The last failure is the one of this
   * statement, so that nothing comes of a clock that was ahead for a while.
   */
  static Settled settle(Connection connection, List<Attempt> attempts, Duration streak)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with locked as (
              select d.workspace_id, d.id, d.by_hand, d.endpoint_id, d.sample, r.succeeded,
                r.started_at, r.duration_millis, r.status as answer, r.error, r.response_headers,
                r.response_body, r.next_at
              from unnest(?::uuid[], ?::uuid[], ?::bigint[], ?::boolean[], ?::timestamptz[],
                  ?::int[], ?::int[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                r (workspace_id, id, fence, succeeded, started_at, duration_millis, status, error,
                  response_headers, response_body, next_at)
              join webhooks.delivery d on d.workspace_id = r.workspace_id and d.id = r.id
                and d.fence = r.fence
              where d.lease_until is not null
              for no key update of d skip locked),
            health as (
              select endpoint_id, bool_or(succeeded) as well,
                min(started_at) as first_at, max(started_at) as last_at,
                max(started_at) filter (where answer = 410) as gone_at,
                case when bool_or(answer is not null) then 0 else count(*) end as unreachable
              from locked
              where not sample
              group by endpoint_id),
            changing as (
              select h.* from health h
              join webhooks.endpoint_state s on s.endpoint_id = h.endpoint_id
              where not h.well or h.gone_at is not null or s.first_failed_at is not null
                or s.unreachable > 0 or s.probe_until is not null),
            held as (
              select c.* from changing c
              join webhooks.endpoint_state s on s.endpoint_id = c.endpoint_id
              for no key update of s skip locked),
            noted as (
              update webhooks.endpoint_state s
              set first_failed_at = case
                  when h.well then null
                  when s.last_failed_at > h.first_at - ? * interval '1 millisecond'
                    then least(s.first_failed_at, h.first_at)
                  else h.first_at end,
                last_failed_at = case when not h.well then h.last_at end,
                gone_at = greatest(s.gone_at, h.gone_at),
                unreachable = case when h.unreachable > 0 then s.unreachable + h.unreachable
                  else 0 end,
                probe_until = null
              from held h where s.endpoint_id = h.endpoint_id),
            settled as (
              update webhooks.delivery d
              set attempts = d.attempts + 1, lane = 1, lease_until = null, by_hand = false,
                delivered_at = coalesce(d.delivered_at,
                  case when l.succeeded
                    then l.started_at + l.duration_millis * interval '1 millisecond' end),
                status = case
                  when l.succeeded or d.delivered_at is not null then 'SUCCEEDED'
                  when l.answer = 410 then 'FAILED'
                  when d.status = 'CANCELLED' then 'CANCELLED'
                  when d.by_hand or l.next_at is null then 'FAILED'
                  else 'PENDING' end,
                next_attempt_at = case
                  when l.succeeded or d.delivered_at is not null or d.status = 'CANCELLED'
                    or d.by_hand then null
                  else l.next_at end
              from locked l
              where d.workspace_id = l.workspace_id and d.id = l.id
                and l.endpoint_id not in (
                  select endpoint_id from changing except select endpoint_id from held)
              returning d.workspace_id, d.id, d.attempts, d.status, d.sample, l.by_hand,
                l.started_at, l.duration_millis, l.answer, l.error, l.response_headers,
                l.response_body,
                exists (select from webhooks.erasure f where f.workspace_id = d.workspace_id
                  and (f.again or d.event_id <= f.passed)) as forgotten),
            logged as (
              insert into webhooks.delivery_attempt (workspace_id, delivery_id, number, started_at,
                duration_millis, status, error, response_headers, response_body, by_hand)
              select workspace_id, id, attempts, started_at, duration_millis, answer, error,
                -- it may repeat what was sent, of somebody who was forgotten meanwhile
                case when not forgotten then response_headers end,
                case when not forgotten then response_body end, by_hand
              from settled)
            select n.settled, s.id, s.attempts, s.status = 'FAILED'
            from (select count(*) as settled from settled) n
            left join settled s on not s.by_hand and not s.sample
              and (s.status = 'FAILED' or s.status = 'PENDING' and s.attempts = ?)
            """)) {
      var claims = attempts.stream().map(Attempt::delivery).toList();
      setClaims(connection, statement, 1, claims);
      setColumn(connection, statement, 4, "bool", attempts, Attempt::succeeded);
      setColumn(connection, statement, 5, "timestamptz", attempts, a -> utc(a.startedAt()));
      setColumn(connection, statement, 6, "int4", attempts, Attempt::durationMillis);
      setColumn(connection, statement, 7, "int4", attempts, Attempt::status);
      setColumn(connection, statement, 8, "text", attempts, Attempt::error);
      setColumn(connection, statement, 9, "text", attempts, Attempt::headers);
      setColumn(connection, statement, 10, "text", attempts, Attempt::body);
      setColumn(connection, statement, 11, "timestamptz", attempts, a -> utc(a.nextAt()));
      statement.setLong(12, streak.toMillis());
      statement.setInt(13, Deliveries.TROUBLED_AFTER);
      var setbacks = new ArrayList<Setback>();
      long settled = 0;
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          settled = rows.getLong(1);
          var id = rows.getObject(2, UUID.class);
          if (id != null) {
            setbacks.add(new Setback(id, rows.getInt(3), rows.getBoolean(4)));
          }
        }
      }
      return new Settled(
          setbacks, settled == claims.size() ? Set.of() : ClaimStatements.held(connection, claims));
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
