package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.domain.EventRows.Relayed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The statements of the event log; a generated repository cannot hold them. */
final class EventStatements {
  private EventStatements() {}

  static void insert(Connection connection, List<Envelope> envelopes) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.event (workspace_id, id, type, occurred_at, payload)"
                + " select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[],"
                + " ?::text[]) on conflict do nothing")) {
      SqlArrays.uuids(statement, 1, envelopes, Envelope::workspaceId);
      SqlArrays.uuids(statement, 2, envelopes, Envelope::id);
      SqlArrays.texts(statement, 3, envelopes, Envelope::type);
      SqlArrays.instants(statement, 4, envelopes, Envelope::occurredAt);
      SqlArrays.texts(statement, 5, envelopes, Envelope::json);
      statement.executeUpdate();
    }
  }

  static Relayed relay(Connection connection, int atMost, Instant at) throws SQLException {
    var waiting = workspacesWaiting(connection);
    if (waiting.isEmpty()) {
      return new Relayed(0, 0);
    }
    var held = holdCounters(connection, waiting);
    if (held.isEmpty()) {
      return new Relayed(0, 0);
    }
    return number(connection, held, atMost, at);
  }

  /** Skips from workspace to workspace over the index of what has no number. */
  static List<UUID> workspacesWaiting(Connection connection) throws SQLException {
    try (var statement =
            connection.prepareStatement(
                """
                with recursive waiting as (
                  (select workspace_id from webhooks.event where sequence is null
                   order by workspace_id limit 1)
                  union all
                  select (select e.workspace_id from webhooks.event e
                          where e.sequence is null and e.workspace_id > w.workspace_id
                          order by e.workspace_id limit 1)
                  from waiting w where w.workspace_id is not null)
                select workspace_id from waiting where workspace_id is not null limit 1000
                """);
        var rows = statement.executeQuery()) {
      return ids(rows);
    }
  }

  static List<UUID> holdCounters(Connection connection, List<UUID> workspaces) throws SQLException {
    try (var known =
            connection.prepareStatement(
                "insert into webhooks.counter select w, 0 from unnest(?::uuid[]) w"
                    + " where not exists"
                    + " (select 1 from webhooks.counter c where c.workspace_id = w)"
                    + " order by w on conflict do nothing");
        var lock =
            connection.prepareStatement(
                "select workspace_id from webhooks.counter where workspace_id = any (?::uuid[])"
                    + " order by workspace_id for update skip locked")) {
      SqlArrays.uuids(known, 1, workspaces, id -> id);
      known.executeUpdate();
      SqlArrays.uuids(lock, 1, workspaces, id -> id);
      try (var rows = lock.executeQuery()) {
        return ids(rows);
      }
    }
  }

  static List<UUID> ids(java.sql.ResultSet rows) throws SQLException {
    var ids = new ArrayList<UUID>();
    while (rows.next()) {
      ids.add(rows.getObject(1, UUID.class));
    }
    return ids;
  }

  /** Sees everything committed before the counters were locked, and nobody else numbers it. */
  static Relayed number(Connection connection, List<UUID> workspaces, int atMost, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with batch as (
              select e.workspace_id, e.id,
                c.last_sequence + row_number() over (partition by c.workspace_id order by e.id) as n
              from webhooks.counter c
              cross join lateral (
                select workspace_id, id from webhooks.event
                where workspace_id = c.workspace_id and sequence is null
                order by id limit ?) e
              where c.workspace_id = any (?::uuid[])),
            numbered as (
              update webhooks.event e
              set sequence = b.n, relayed_at = clock_timestamp(),
                payload = left(e.payload, -1) || ',"sequence":' || b.n || '}'
              from batch b where e.workspace_id = b.workspace_id and e.id = b.id
              returning e.workspace_id, e.id, e.type, e.sequence),
            counted as (
              update webhooks.counter c set last_sequence = m.n
              from (select workspace_id, max(sequence) as n from numbered group by 1) m
              where c.workspace_id = m.workspace_id),
            delivered as (
              insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,
                status, next_attempt_at, created_at)
              select n.workspace_id, webhooks.next_id(), s.endpoint_id, n.id, n.type,
                'PENDING', ?, ?
              from numbered n
              join webhooks.subscription s
                on s.workspace_id = n.workspace_id and s.active_until is null
                and (s.all_types or n.type = any (s.event_types))
              order by n.workspace_id, n.sequence
              on conflict do nothing
              returning 1)
            select (select count(*) from numbered), (select count(*) from delivered)
            """)) {
      statement.setInt(1, atMost);
      SqlArrays.uuids(statement, 2, workspaces, id -> id);
      statement.setObject(3, at.atOffset(ZoneOffset.UTC));
      statement.setObject(4, at.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        row.next();
        return new Relayed(row.getInt(1), row.getInt(2));
      }
    }
  }
}
