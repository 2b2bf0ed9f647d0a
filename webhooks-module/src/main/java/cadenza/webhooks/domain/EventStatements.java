package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.domain.EventRows.Relayed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The statements of the event log; a generated repository cannot hold them. */
final class EventStatements {
  private EventStatements() {}

  /** Of one type and transaction; few enough that reading one is reading one row. */
  static final int BATCH = 100;

  static void insert(Connection connection, List<Envelope> envelopes) throws SQLException {
    if (envelopes.size() == 1) {
      insertOne(connection, envelopes.get(0));
    } else {
      insertMany(connection, envelopes);
    }
  }

  /** What most requests write: nothing is sorted for it, and nothing gathered. */
  private static void insertOne(Connection connection, Envelope envelope) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with written as (
              insert into webhooks.event (workspace_id, id, type, occurred_at, payload)
              values (?, ?, ?, ?, ?)
              on conflict do nothing
              returning workspace_id, id, type)
            insert into webhooks.event_batch (workspace_id, id, type, event_ids)
            select workspace_id, id, type, array[id] from written
            """)) {
      statement.setObject(1, envelope.workspaceId());
      statement.setObject(2, envelope.id());
      statement.setString(3, envelope.type());
      statement.setObject(4, envelope.occurredAt().atOffset(ZoneOffset.UTC));
      statement.setString(5, envelope.json());
      statement.executeUpdate();
    }
  }

  private static void insertMany(Connection connection, List<Envelope> envelopes)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with written as (
              insert into webhooks.event (workspace_id, id, type, occurred_at, payload)
              select * from unnest(?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[])
              on conflict do nothing
              returning workspace_id, id, type),
            placed as (
              select workspace_id, id, type,
                (row_number() over (partition by workspace_id, type order by id) - 1) / ? as part
              from written)
            insert into webhooks.event_batch (workspace_id, id, type, event_ids)
            select workspace_id, (array_agg(id order by id))[1], type, array_agg(id order by id)
            from placed group by workspace_id, type, part
            """)) {
      SqlArrays.uuids(statement, 1, envelopes, Envelope::workspaceId);
      SqlArrays.uuids(statement, 2, envelopes, Envelope::id);
      SqlArrays.texts(statement, 3, envelopes, Envelope::type);
      SqlArrays.instants(statement, 4, envelopes, Envelope::occurredAt);
      SqlArrays.texts(statement, 5, envelopes, Envelope::json);
      statement.setInt(6, BATCH);
      statement.executeUpdate();
    }
  }

  static Relayed relay(Connection connection, int atMost, Instant at) throws SQLException {
    var held = holdCounters(connection);
    return held.isEmpty() ? Relayed.NOTHING : number(connection, held, atMost, at);
  }

  /**
   * The workspaces with something to number, but for those that another node is numbering. Skips
   * from one to the next over the index of what has no number.
   */
  private static List<UUID> holdCounters(Connection connection) throws SQLException {
    var held = new ArrayList<UUID>();
    var others = new ArrayList<UUID>();
    try (var statement =
            connection.prepareStatement(
                """
                with recursive waiting as (
                  (select workspace_id from webhooks.event_batch where last_number is null
                   order by workspace_id limit 1)
                  union all
                  select (select b.workspace_id from webhooks.event_batch b
                          where b.last_number is null and b.workspace_id > w.workspace_id
                          order by b.workspace_id limit 1)
                  from waiting w where w.workspace_id is not null)
                select w.workspace_id, c.workspace_id is not null
                from (select workspace_id from waiting where workspace_id is not null limit 1000) w
                left join lateral (
                  select workspace_id from webhooks.counter
                  where workspace_id = w.workspace_id for update skip locked) c on true
                """);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        (rows.getBoolean(2) ? held : others).add(rows.getObject(1, UUID.class));
      }
    }
    if (!others.isEmpty()) {
      held.addAll(holdNewCounters(connection, others));
    }
    return held;
  }

  /** Each workspace has a counter since its first event. */
  private static List<UUID> holdNewCounters(Connection connection, List<UUID> workspaces)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.counter select w, 0 from unnest(?::uuid[]) w"
                + " where not exists"
                + " (select 1 from webhooks.counter c where c.workspace_id = w)"
                + " order by w on conflict do nothing returning workspace_id")) {
      SqlArrays.uuids(statement, 1, workspaces, id -> id);
      try (var rows = statement.executeQuery()) {
        return ids(rows);
      }
    }
  }

  private static List<UUID> ids(ResultSet rows) throws SQLException {
    var ids = new ArrayList<UUID>();
    while (rows.next()) {
      ids.add(rows.getObject(1, UUID.class));
    }
    return ids;
  }

  /** Sees everything committed before the counters were locked, and nobody else numbers it. */
  private static Relayed number(
      Connection connection, List<UUID> workspaces, int atMost, Instant at) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with waiting as (
              select b.*, c.last_sequence,
                c.last_sequence
                  + sum(b.events) over (partition by c.workspace_id order by b.id) as last_number
              from webhooks.counter c
              cross join lateral (
                select ctid as place, id, cardinality(event_ids) as events
                from webhooks.event_batch
                where workspace_id = c.workspace_id and last_number is null
                order by id limit ?) b
              where c.workspace_id = any (?::uuid[])),
            numbered as (
              update webhooks.event_batch b
              set last_number = w.last_number, relayed_at = clock_timestamp()
              from waiting w
              where b.ctid = w.place and w.last_number - w.events < w.last_sequence + ?
              returning b.workspace_id, b.type, b.event_ids, b.last_number),
            counted as (
              update webhooks.counter c set last_sequence = m.n
              from (select workspace_id, max(last_number) as n from numbered group by 1) m
              where c.workspace_id = m.workspace_id),
            delivered as (
              insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,
                event_number, status, next_attempt_at, created_at)
              select n.workspace_id, webhooks.next_id(), s.endpoint_id, o.id, n.type,
                n.last_number - cardinality(n.event_ids) + o.place, 'PENDING', ?, ?
              from numbered n
              join webhooks.subscription s
                on s.workspace_id = n.workspace_id and s.active_until is null
                and s.format = 'standard' and (s.all_types or n.type = any (s.event_types))
              cross join lateral unnest(n.event_ids) with ordinality as o (id, place)
              order by n.workspace_id, n.last_number, o.place
              on conflict do nothing
              returning 1)
            select (select coalesce(sum(cardinality(event_ids)), 0) from numbered),
              (select count(*) from delivered),
              exists (select from numbered n
                join webhooks.feed f on f.workspace_id = n.workspace_id)
            """)) {
      statement.setInt(1, atMost);
      SqlArrays.uuids(statement, 2, workspaces, id -> id);
      statement.setInt(3, atMost);
      statement.setObject(4, at.atOffset(ZoneOffset.UTC));
      statement.setObject(5, at.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        row.next();
        return new Relayed(row.getInt(1), row.getInt(2), row.getBoolean(3));
      }
    }
  }
}
