package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import cadenza.webhooks.api.EventLog.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** How the log is read; a generated repository cannot hold it. */
final class EventReading {
  private EventReading() {}

  /** Of the events in some batches, those after a number. */
  private static final String EVENTS_OF_BATCHES =
      """
      select t.number, e.id, e.type, left(e.payload, -1) || ',"sequence":' || t.number || '}'
      from (
        select o.id, b.last_number - cardinality(b.event_ids) + o.place as number
        from batches b
        cross join lateral unnest(b.event_ids) with ordinality as o (id, place)) t
      join webhooks.event e on e.workspace_id = ? and e.id = t.id
      where t.number > ? order by t.number limit ?
      """;

  /**
   * Where the log begins is asked last: what is deleted meanwhile is missed, and not passed over.
   * Where it ends is asked first: what is numbered meanwhile is not said to be looked through.
   *
   * @param types none for all of them
   */
  static Part after(
      Connection connection, UUID workspaceId, long asked, Set<String> types, int limit)
      throws SQLException {
    long last = last(connection, workspaceId);
    long after = asked > 0 ? asked : oldest(connection, workspaceId) - 1;
    var events =
        types.isEmpty()
            ? next(connection, workspaceId, after, limit)
            : nextOf(connection, workspaceId, after, types, limit);
    long found = events.isEmpty() ? after : events.get(events.size() - 1).sequence();
    long through = events.size() < limit ? Math.max(found, last) : found;
    return new Part(events, oldest(connection, workspaceId), through);
  }

  /** The first number that is still there, or else the next one to be given. */
  private static long oldest(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select coalesce(
              (select last_number - cardinality(event_ids) from webhooks.event_batch
               where workspace_id = ? and last_number is not null order by last_number limit 1),
              (select last_sequence from webhooks.counter where workspace_id = ?),
              0) + 1
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, workspaceId);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** The last number given; 0 before the first. */
  static long last(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select last_sequence from webhooks.counter where workspace_id = ?")) {
      statement.setObject(1, workspaceId);
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /**
   * Which of them have something to read, by their places: one statement, and for each a few looks
   * into an index, however many events there are.
   */
  static Set<Integer> withNews(Connection connection, List<Watched> watched) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select w.place - 1
            from unnest(?::uuid[], ?::bigint[], ?::text[]) with ordinality
              as w (workspace_id, after, types, place)
            where case
              when w.types = '' then exists (
                select from webhooks.counter c
                where c.workspace_id = w.workspace_id and c.last_sequence > w.after)
              else exists (
                select from unnest(string_to_array(w.types, ',')) as wanted (type)
                cross join lateral (
                  select from webhooks.event_batch b
                  where b.workspace_id = w.workspace_id and b.type = wanted.type
                    and b.last_number > w.after
                  limit 1) as news)
            end
            """)) {
      SqlArrays.uuids(statement, 1, watched, Watched::workspaceId);
      SqlArrays.longs(statement, 2, watched, Watched::after);
      SqlArrays.texts(statement, 3, watched, one -> String.join(",", one.types()));
      var places = new HashSet<Integer>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          places.add(rows.getInt(1));
        }
      }
      return places;
    }
  }

  /** Numbers have no gap, so the next ones are those up to a number that is known. */
  private static List<LoggedEvent> next(
      Connection connection, UUID workspaceId, long after, int limit) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with batches as (
              select event_ids, last_number from webhooks.event_batch
              where workspace_id = ? and last_number > ? and last_number < ?)
            """
                + EVENTS_OF_BATCHES)) {
      statement.setObject(1, workspaceId);
      statement.setLong(2, after);
      statement.setLong(3, after + limit + EventStatements.BATCH);
      return read(statement, 4, workspaceId, after, limit);
    }
  }

  /**
   * Each type is read by an index of its own, so it costs nothing how many others lie between; of
   * what that finds no more batches are opened than the answer needs.
   */
  private static List<LoggedEvent> nextOf(
      Connection connection, UUID workspaceId, long after, Set<String> types, int limit)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with found as (
              select b.* from unnest(?::text[]) as wanted (type)
              cross join lateral (
                select ctid as place, last_number, cardinality(event_ids) as events
                from webhooks.event_batch
                where workspace_id = ? and type = wanted.type and last_number > ?
                order by last_number limit ?) b),
            counted as (
              select place, last_number,
                sum(least(events, last_number - ?)) over (order by last_number)
                  - least(events, last_number - ?) as before
              from found),
            batches as (
              select b.event_ids, b.last_number
              from counted c join webhooks.event_batch b on b.ctid = c.place
              where c.before < ? and b.workspace_id = ?)
            """
                + EVENTS_OF_BATCHES)) {
      SqlArrays.texts(statement, 1, types, type -> type);
      statement.setObject(2, workspaceId);
      statement.setLong(3, after);
      statement.setInt(4, limit);
      statement.setLong(5, after);
      statement.setLong(6, after);
      statement.setInt(7, limit);
      statement.setObject(8, workspaceId);
      return read(statement, 9, workspaceId, after, limit);
    }
  }

  private static List<LoggedEvent> read(
      PreparedStatement statement, int index, UUID workspaceId, long after, int limit)
      throws SQLException {
    statement.setObject(index, workspaceId);
    statement.setLong(index + 1, after);
    statement.setInt(index + 2, limit);
    var events = new ArrayList<LoggedEvent>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        events.add(
            new LoggedEvent(
                rows.getLong(1),
                rows.getObject(2, UUID.class),
                rows.getString(3),
                rows.getString(4)));
      }
    }
    return events;
  }
}
