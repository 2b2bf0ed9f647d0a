package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What goes of events, and of what was told of them, with a person whom they mention. */
final class ForgetStatements {
  /** Words of our own, which say nothing of anybody. */
  private static final Set<String> OURS = Set.of("kind", "finish_reason", "channel");

  /** The same in facts of one type; in others that field may hold what a person or server wrote. */
  private static final Set<String> OURS_IN_SOME = Set.of("enrollment.finished reason");

  private ForgetStatements() {}

  /** Whether a field of a type of facts stays where its person is forgotten. */
  static boolean stays(String type, String key, boolean text) {
    return !text
        || key.endsWith("_id")
        || OURS.contains(key)
        || OURS_IN_SOME.contains(type + " " + key);
  }

  /**
   * In the events among the next ones that mention the person only ids, numbers and words of our
   * own stay, and nothing of what was told of them in other words or what endpoints answered. Two
   * nodes may come to the same rows at once, and to what is deleted because it is old: so all of it
   * is held first, the deliveries before the answers before the events, and each in one order.
   *
   * @return the last event looked at, or null at the end of the log
   */
  static @Nullable UUID forget(
      Connection connection, UUID workspaceId, Array mentions, UUID passed, int atMost)
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
            held_log as (
              select o.workspace_id, o.format, o.number from logged g
              join theirs t on t.id = g.event_id
              join webhooks.told_event o
                on o.workspace_id = ? and o.format = g.format and o.number = g.number
              order by o.format, o.number for update of o),
            unlogged as (
              delete from webhooks.told_event o using held_log h
              where o.workspace_id = h.workspace_id and o.format = h.format
                and o.number = h.number),
            held as (
              select d.workspace_id, d.id from told_of o
              join theirs t on t.id = o.event_id
              join webhooks.delivery d on d.workspace_id = ? and d.id = o.id
              order by d.id for no key update of d),
            held_answers as (
              select a.workspace_id, a.delivery_id, a.number from webhooks.endpoint n
              join webhooks.delivery d on d.endpoint_id = n.id
              join theirs t on t.id = d.event_id
              join webhooks.delivery_attempt a
                on a.workspace_id = n.workspace_id and a.delivery_id = d.id
              where n.workspace_id = ? and (select count(*) from held) >= 0
              order by a.delivery_id, a.number for no key update of a),
            held_events as (
              select e.workspace_id, e.id from theirs t
              join webhooks.event e on e.workspace_id = ? and e.id = t.id
              where (select count(*) from held_answers) >= 0
              order by e.id for no key update of e),
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
              from held_events h where e.workspace_id = h.workspace_id and e.id = h.id),
            answers as (
              update webhooks.delivery_attempt a
              set response_body = null, response_headers = null
              from held_answers h
              where a.workspace_id = h.workspace_id and a.delivery_id = h.delivery_id
                and a.number = h.number)
            select id from looked order by id desc limit 1
            """)) {
      int index = 1;
      statement.setObject(index++, workspaceId);
      statement.setObject(index++, passed);
      statement.setInt(index++, atMost);
      statement.setObject(index++, workspaceId);
      statement.setObject(index++, workspaceId);
      statement.setArray(index++, mentions);
      for (int i = 0; i < 4; i++) {
        statement.setObject(index++, workspaceId);
      }
      SqlArrays.texts(statement, index++, OURS, word -> word);
      SqlArrays.texts(statement, index, OURS_IN_SOME, word -> word);
      try (var row = statement.executeQuery()) {
        return row.next() ? row.getObject(1, UUID.class) : null;
      }
    }
  }
}
