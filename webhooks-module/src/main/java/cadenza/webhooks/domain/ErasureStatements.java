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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of erasures; a generated repository cannot hold them. */
final class ErasureStatements {
  private static final UUID START = new UUID(0, 0);

  private ErasureStatements() {}

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
    holdFeeds(connection, erasure.workspaceId());
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
            theirs as (
              select id from looked l
              where exists (select from unnest(?::text[]) as m
                where strpos(lower(l.payload), m) > 0
                  or exists (select from told_of t
                    where t.event_id = l.id and strpos(lower(t.body), m) > 0)
                  or exists (select from logged o
                    where o.event_id = l.id and strpos(lower(o.body), m) > 0))),
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
                        or d.key in ('kind', 'finish_reason', 'channel')))::text
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
      statement.setObject(1, erasure.workspaceId());
      statement.setObject(2, erasure.passed());
      statement.setInt(3, atMost);
      statement.setObject(4, erasure.workspaceId());
      statement.setObject(5, erasure.workspaceId());
      statement.setArray(6, erasure.mentions());
      statement.setObject(7, erasure.workspaceId());
      statement.setObject(8, erasure.workspaceId());
      statement.setObject(9, erasure.workspaceId());
      statement.setObject(10, erasure.workspaceId());
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
