package cadenza.webhooks.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of erasures; a generated repository cannot hold them. */
final class ErasureStatements {
  private static final UUID START = new UUID(0, 0);

  /** So many events may have been numbered in another order than that of their ids. */
  private static final int CLOCKS_APART = 1_000;

  /** Words of our own, which say nothing of anybody. */
  private static final Set<String> OURS = Set.of("kind", "finish_reason", "channel");

  /** The same in facts of one type; in others that field may hold what a person or server wrote. */
  private static final Set<String> OURS_IN_SOME = Set.of("enrollment.finished reason");

  private ErasureStatements() {}

  /** Whether a field of a type of facts stays where its person is forgotten. */
  static boolean stays(String type, String key, boolean text) {
    return !text
        || key.endsWith("_id")
        || OURS.contains(key)
        || OURS_IN_SOME.contains(type + " " + key);
  }

  private record Erasure(
      UUID workspaceId, UUID id, Array mentions, UUID passed, Instant createdAt, boolean again) {}

  static void add(Connection connection, UUID workspaceId, Collection<String> mentions, Instant at)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.erasure"
                + " (workspace_id, id, mentions, passed, next_at, again, created_at)"
                + " values (?, ?, ?, ?, ?, false, ?)")) {
      var time = at.atOffset(ZoneOffset.UTC);
      statement.setObject(1, workspaceId);
      statement.setObject(2, Ids.next());
      SqlArrays.texts(statement, 3, mentions, text -> text);
      statement.setObject(4, START);
      statement.setObject(5, time);
      statement.setObject(6, time);
      statement.executeUpdate();
    }
  }

  static boolean round(Connection connection, int atMost, Instant now) throws SQLException {
    var erasure = next(connection, now);
    if (erasure == null) {
      return false;
    }
    if (isStillTold(connection, erasure, atMost)) {
      holdFeeds(connection, erasure.workspaceId());
    }
    var passed = forget(connection, erasure, atMost);
    if (passed != null) {
      pass(connection, erasure, passed, now, erasure.again());
    } else if (erasure.again()) {
      remove(connection, erasure);
    } else {
      // events of transactions that had begun earlier may still have come behind the first look
      var since = erasure.createdAt().minus(Erasures.SETTLED_AFTER);
      pass(
          connection,
          erasure,
          new UUID(since.toEpochMilli() << 16, 0),
          erasure.createdAt().plus(Erasures.SETTLED_AFTER),
          true);
    }
    return true;
  }

  private static @Nullable Erasure next(Connection connection, Instant now) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id, mentions, passed, created_at, again from webhooks.erasure
            where next_at <= ? order by next_at limit 1 for update skip locked
            """)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      try (var row = statement.executeQuery()) {
        return row.next()
            ? new Erasure(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getArray(3),
                row.getObject(4, UUID.class),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getBoolean(6))
            : null;
      }
    }
  }

  /** Whether a feed may be telling of one of the next events at this moment. */
  private static boolean isStillTold(Connection connection, Erasure erasure, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select exists (
              select from (
                select min(passed) as passed from webhooks.feed where workspace_id = ?) f
              cross join lateral (
                select id from webhooks.event_batch
                where workspace_id = ? and last_number > f.passed
                order by last_number limit 1) untold
              where untold.id <= (
                select id from webhooks.event where workspace_id = ? and id > ?
                order by id offset ? limit 1)
              or not exists (
                select from webhooks.event where workspace_id = ? and id > ?
                order by id offset ? limit 1))
            """)) {
      int index = 1;
      statement.setObject(index++, erasure.workspaceId());
      statement.setObject(index++, erasure.workspaceId());
      for (int i = 0; i < 2; i++) {
        statement.setObject(index++, erasure.workspaceId());
        statement.setObject(index++, erasure.passed());
        statement.setInt(index++, atMost + CLOCKS_APART);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** What they are telling at this moment is there to be looked at, once they have told it. */
  private static void holdFeeds(Connection connection, UUID workspaceId) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "select 1 from webhooks.feed where workspace_id = ? order by format for update")) {
      statement.setObject(1, workspaceId);
      statement.execute();
    }
  }

  /**
   * In the events among the next ones that mention the person only ids, numbers and words of our
   * own stay, and nothing of what was told of them in other words or what endpoints answered.
   *
   * @return the last event looked at, or null at the end of the log
   */
  private static @Nullable UUID forget(Connection connection, Erasure erasure, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with looked as (
              select id, payload from webhooks.event
              where workspace_id = ? and id > ? order by id limit ?),
            told_of as (
              select d.event_id, d.id, d.body from webhooks.endpoint n
              join webhooks.delivery d on d.endpoint_id = n.id
              join looked l on l.id = d.event_id
              where n.workspace_id = ? and n.format <> 'standard' and d.body is not null),
            logged as (
              select o.event_id, o.format, o.number, o.body from webhooks.told_event o
              join looked l on l.id = o.event_id where o.workspace_id = ?),
            said as (
              select id, payload as words from looked
              union all
              select event_id, body from told_of
              union all
              select event_id, body from logged),
            theirs as (
              select distinct id from said
              where exists (select from unnest(?::text[]) as m where strpos(lower(words), m) > 0)),
            unlogged as (
              delete from webhooks.told_event o using logged g, theirs t
              where t.id = g.event_id and o.workspace_id = ? and o.format = g.format
                and o.number = g.number),
            held as (
              select d.workspace_id, d.id from told_of o
              join theirs t on t.id = o.event_id
              join webhooks.delivery d on d.workspace_id = ? and d.id = o.id
              order by d.id for no key update of d),
            untold as (
              update webhooks.delivery d
              set body = null, next_attempt_at = null,
                status = case d.status when 'PENDING' then 'CANCELLED' else d.status end
              from held h
              where d.workspace_id = h.workspace_id and d.id = h.id),
            told as (
              update webhooks.event e set payload = (
                select json_build_object(
                    'type', p -> 'type', 'timestamp', p -> 'timestamp', 'id', p -> 'id',
                    'workspace_id', p -> 'workspace_id',
                    'data', (
                      select coalesce(json_object_agg(d.key, d.value), '{}')
                      from json_each(p -> 'data') d
                      where d.key like '%!_id' escape '!' or json_typeof(d.value) <> 'string'
                        or d.key = any (?::text[])
                        or (p ->> 'type') || ' ' || d.key = any (?::text[])))::text
                from (select e.payload::json as p) as parsed)
              from theirs t where e.workspace_id = ? and e.id = t.id),
            answers as (
              update webhooks.delivery_attempt a
              set response_body = null, response_headers = null
              from webhooks.endpoint n
              join webhooks.delivery d on d.endpoint_id = n.id
              join theirs t on t.id = d.event_id
              where n.workspace_id = ? and a.workspace_id = n.workspace_id
                and a.delivery_id = d.id)
            select id from looked order by id desc limit 1
            """)) {
      int index = 1;
      statement.setObject(index++, erasure.workspaceId());
      statement.setObject(index++, erasure.passed());
      statement.setInt(index++, atMost);
      statement.setObject(index++, erasure.workspaceId());
      statement.setObject(index++, erasure.workspaceId());
      statement.setArray(index++, erasure.mentions());
      statement.setObject(index++, erasure.workspaceId());
      statement.setObject(index++, erasure.workspaceId());
      SqlArrays.texts(statement, index++, OURS, word -> word);
      SqlArrays.texts(statement, index++, OURS_IN_SOME, word -> word);
      statement.setObject(index++, erasure.workspaceId());
      statement.setObject(index, erasure.workspaceId());
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getObject(1, UUID.class) : null;
      }
    }
  }

  private static void pass(
      Connection connection, Erasure erasure, UUID passed, Instant nextAt, boolean again)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.erasure set passed = ?, next_at = ?, again = ?"
                + " where workspace_id = ? and id = ?")) {
      statement.setObject(1, passed);
      statement.setObject(2, nextAt.atOffset(ZoneOffset.UTC));
      statement.setBoolean(3, again);
      statement.setObject(4, erasure.workspaceId());
      statement.setObject(5, erasure.id());
      statement.executeUpdate();
    }
  }

  private static void remove(Connection connection, Erasure erasure) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "delete from webhooks.erasure where workspace_id = ? and id = ?")) {
      statement.setObject(1, erasure.workspaceId());
      statement.setObject(2, erasure.id());
      statement.executeUpdate();
    }
  }
}
