package cadenza.webhooks.domain;

import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** How due deliveries are taken; a generated repository cannot hold it. */
final class ClaimStatements {
  private ClaimStatements() {}

  /**
   * It waits for nobody: an endpoint with a pace, or with one probe for all nodes, is left to the
   * node that is at it. Where it may send only a few, the longest due goes first, or retries would
   * wait for as long as there is news; elsewhere they have slots of their own. Where there is more
   * than one round takes, each endpoint has its turn. Nothing is claimed ahead for an endpoint that
   * is held back.
   *
   * <p>What was found is looked up again by its key. The statistics of the database may be of a
   * time when nothing was waiting; it would then rather read all that waits, so it is told neither
   * that the index of that would do ({@code coalesce}) nor that it could look for each row once
   * more ({@code materialized}).
   */
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
            listening as (
              select e.*, o.unreachable >= p.probe_after or e.rate_limit is not null as steered
              from (select ?::int as probe_after) p, waiting w
              join webhooks.endpoint e on e.id = w.endpoint_id and e.status = 'ENABLED'
              left join webhooks.endpoint_state o on o.endpoint_id = e.id
              where o.gone_at is null and o.cancel_up_to is null),
            held as (
              select s.endpoint_id,
                case when s.unreachable < ? then 1000 when s.probe_until > ? then 0 else 1 end
                  as probes,
                greatest(s.paced_until, ?) as paced_until
              from listening l
              join webhooks.endpoint_state s on s.endpoint_id = l.id
              where l.steered
              for no key update of s skip locked),
            permitted as (
              select l.*, l.rate_seconds::float8 / l.rate_limit as pause,
                case
                  when l.steered is not true then 1000
                  when h.endpoint_id is null then 0
                  when l.rate_limit is null then h.probes
                  else least(h.probes, greatest(0, 1 + floor(
                    (0.5 - extract(epoch from h.paced_until - ?::timestamptz))
                      * l.rate_limit / l.rate_seconds)))
                end::int as most
              from listening l left join held h on h.endpoint_id = l.id),
            free as (
              select e.id, e.url, e.format, e.options, e.sealed_headers, e.sealed_secret,
                e.steered,
                least(e.most, greatest(0, e.room)) as slots,
                least(e.most, greatest(0, least(e.room, e.room_for_retries))) as retries
              from (
                select e.*,
                  s.everything - coalesce(u.everything, 0)
                    + case when e.steered then 0 else coalesce(u.ahead, 0) end as room,
                  s.retries - coalesce(u.retries, 0) as room_for_retries
                from permitted e
                cross join (values (?::int, ?::int)) s (everything, retries)
                left join unnest(?::uuid[], ?::int[], ?::int[], ?::int[])
                  u (endpoint_id, everything, retries, ahead) on u.endpoint_id = e.id) e),
            due as materialized (
              select f.url, f.format, f.options, f.sealed_headers, f.sealed_secret,
                d.workspace_id, d.id
              from free f
              cross join lateral (
                select x.workspace_id, x.id,
                  row_number() over (
                    order by case when f.steered then 0 else x.lane end, x.next_attempt_at) as place
                from (
                  (select workspace_id, id, lane, next_attempt_at from webhooks.delivery
                   where status = 'PENDING' and endpoint_id = f.id and lane = 0
                     and next_attempt_at <= ? order by next_attempt_at limit f.slots)
                  union all
                  (select workspace_id, id, lane, next_attempt_at from webhooks.delivery
                   where status = 'PENDING' and endpoint_id = f.id and lane = 1
                     and next_attempt_at <= ? order by next_attempt_at limit f.retries)) x
                order by place limit f.slots) d
              order by d.place limit ?),
            locked as (
              select d.workspace_id, d.id, due.url, due.format, due.options, due.sealed_headers,
                due.sealed_secret
              from webhooks.delivery d
              join due on due.workspace_id = d.workspace_id and due.id = d.id
              where coalesce(d.status, '') = 'PENDING' and d.next_attempt_at <= ?
              for no key update of d skip locked),
            claimed as (
              update webhooks.delivery d
              set next_attempt_at = ?, lease_until = ?, fence = d.fence + 1
              from locked l where d.workspace_id = l.workspace_id and d.id = l.id
              returning d.workspace_id, d.id, d.endpoint_id, d.event_id, d.event_type,
                d.event_number, d.body, l.url, l.format, l.options, l.sealed_headers,
                l.sealed_secret, d.attempts, d.fence, d.lane, d.sample),
            steered as (
              update webhooks.endpoint_state s
              set probe_until = case when s.unreachable >= ? and c.probing then ?::timestamptz end,
                paced_until = greatest(s.paced_until, ?)
                  + coalesce(c.requests * p.pause, 0) * interval '1 second'
              from (
                select endpoint_id, count(*) as requests, bool_or(not sample) as probing
                from claimed group by endpoint_id) c
              join permitted p on p.id = c.endpoint_id and p.steered
              where s.endpoint_id = c.endpoint_id)
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
              c.attempts, c.fence, c.lane, c.sample, c.options, c.sealed_headers
            from claimed c
            left join webhooks.event e on e.workspace_id = c.workspace_id and e.id = c.event_id
            """)) {
      var nowUtc = now.atOffset(ZoneOffset.UTC);
      var lease = leaseUntil.atOffset(ZoneOffset.UTC);
      var endpoints = underWay.keySet().toArray(UUID[]::new);
      var all = new Integer[endpoints.length];
      var retries = new Integer[endpoints.length];
      var ahead = new Integer[endpoints.length];
      for (int i = 0; i < endpoints.length; i++) {
        var busy = underWay.getOrDefault(endpoints[i], UnderWay.NOTHING);
        all[i] = busy.all();
        retries[i] = busy.retries();
        ahead[i] = busy.ahead();
      }
      int index = 1;
      statement.setInt(index++, slots.probeAfter());
      statement.setInt(index++, slots.probeAfter());
      statement.setObject(index++, nowUtc);
      statement.setObject(index++, nowUtc);
      statement.setObject(index++, nowUtc);
      statement.setInt(index++, slots.all());
      statement.setInt(index++, slots.retries());
      statement.setArray(index++, connection.createArrayOf("uuid", endpoints));
      statement.setArray(index++, connection.createArrayOf("int4", all));
      statement.setArray(index++, connection.createArrayOf("int4", retries));
      statement.setArray(index++, connection.createArrayOf("int4", ahead));
      statement.setObject(index++, nowUtc);
      statement.setObject(index++, nowUtc);
      statement.setInt(index++, atMost);
      statement.setObject(index++, nowUtc);
      statement.setObject(index++, lease);
      statement.setObject(index++, lease);
      statement.setInt(index++, slots.probeAfter());
      statement.setObject(index++, lease);
      statement.setObject(index++, nowUtc);
      statement.setObject(index, nowUtc);
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
                  rows.getBoolean(13),
                  rows.getString(14),
                  rows.getString(15)));
        }
      }
      return due;
    }
  }

  /** As above, it asks for its rows by their key and not for all that are pending. */
  static Set<UUID> giveBack(Connection connection, List<DueDelivery> claimed, Instant now)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with mine as (
              select d.workspace_id, d.id from webhooks.delivery d
              join unnest(?::uuid[], ?::uuid[], ?::bigint[]) c (workspace_id, id, fence)
                on c.workspace_id = d.workspace_id and c.id = d.id and c.fence = d.fence
              where d.lease_until is not null
              for no key update of d skip locked)
            update webhooks.delivery d
            set lease_until = null,
              next_attempt_at = case when d.status = 'PENDING' then least(d.created_at, ?) end
            from mine m where d.workspace_id = m.workspace_id and d.id = m.id
            """)) {
      DeliveryStatements.setClaims(connection, statement, 1, claimed);
      statement.setObject(4, now.atOffset(ZoneOffset.UTC));
      return statement.executeUpdate() == claimed.size() ? Set.of() : held(connection, claimed);
    }
  }

  static Set<UUID> standing(Connection connection, List<DueDelivery> claimed) throws SQLException {
    return claimed(
        connection,
        claimed,
        " and d.status = 'PENDING' and exists (select from webhooks.endpoint e"
            + " where e.id = d.endpoint_id and e.status = 'ENABLED')"
            + " and not exists (select from webhooks.endpoint_state s"
            + " where s.endpoint_id = d.endpoint_id and s.cancel_up_to is not null)");
  }

  /** Those that have neither an end nor another claimant. */
  static Set<UUID> held(Connection connection, List<DueDelivery> claimed) throws SQLException {
    return claimed(connection, claimed, "");
  }

  private static Set<UUID> claimed(
      Connection connection, List<DueDelivery> claimed, String condition) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select d.id from webhooks.delivery d"
                + " join unnest(?::uuid[], ?::uuid[], ?::bigint[]) c (workspace_id, id, fence)"
                + " on c.workspace_id = d.workspace_id and c.id = d.id and c.fence = d.fence"
                + " where d.lease_until is not null"
                + condition)) {
      DeliveryStatements.setClaims(connection, statement, 1, claimed);
      var ids = new HashSet<UUID>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
      }
      return ids;
    }
  }
}
