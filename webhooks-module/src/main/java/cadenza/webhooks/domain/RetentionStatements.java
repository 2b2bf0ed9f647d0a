package cadenza.webhooks.domain;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** The statements of what is deleted; they walk from workspace to workspace by an index. */
final class RetentionStatements {
  private RetentionStatements() {}

  /** Ids rise with time, so the oldest stand first. */
  static int deleteDeliveries(Connection connection, Instant before, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with recursive workspaces as (
              (select workspace_id from webhooks.delivery order by workspace_id limit 1)
              union all
              select (select d.workspace_id from webhooks.delivery d
                      where d.workspace_id > w.workspace_id order by d.workspace_id limit 1)
              from workspaces w where w.workspace_id is not null),
            old as (
              select d.workspace_id, d.id from workspaces w
              cross join lateral (
                select workspace_id, id from webhooks.delivery
                where workspace_id = w.workspace_id and id < ? and status <> 'PENDING'
                order by id limit ?) d
              limit ?),
            held as (
              select d.workspace_id, d.id from old o
              join webhooks.delivery d on d.workspace_id = o.workspace_id and d.id = o.id
              where d.status <> 'PENDING' and d.created_at < ?
              for update of d skip locked),
            held_attempts as (
              select a.workspace_id, a.delivery_id, a.number from held h
              join webhooks.delivery_attempt a
                on a.workspace_id = h.workspace_id and a.delivery_id = h.id
              order by a.delivery_id, a.number for update of a),
            attempts as (
              delete from webhooks.delivery_attempt a using held_attempts h
              where a.workspace_id = h.workspace_id and a.delivery_id = h.delivery_id
                and a.number = h.number)
            delete from webhooks.delivery d using held h
            where d.workspace_id = h.workspace_id and d.id = h.id
            """)) {
      statement.setObject(1, new UUID(before.toEpochMilli() << 16, 0));
      statement.setInt(2, atMost);
      statement.setInt(3, atMost);
      statement.setObject(4, DeliveryStatements.utc(before));
      return statement.executeUpdate();
    }
  }

  static void deleteSecrets(Connection connection, Instant now) throws SQLException {
    try (var statement =
        connection.prepareStatement("delete from webhooks.former_secret where expires_at <= ?")) {
      statement.setObject(1, DeliveryStatements.utc(now));
      statement.executeUpdate();
    }
  }

  static int deleteEvents(Connection connection, Instant before, int atMost) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with recursive workspaces as (
              (select workspace_id from webhooks.event_batch where last_number is not null
               order by workspace_id limit 1)
              union all
              select (select b.workspace_id from webhooks.event_batch b
                      where b.last_number is not null and b.workspace_id > w.workspace_id
                      order by b.workspace_id limit 1)
              from workspaces w where w.workspace_id is not null),
            old as (
              select b.workspace_id, b.last_number from workspaces w
              cross join lateral (
                select workspace_id, last_number, relayed_at from webhooks.event_batch
                where workspace_id = w.workspace_id and last_number is not null
                order by last_number limit ?) b
              where b.relayed_at < ?
                and not exists (
                  select from webhooks.feed f
                  where f.workspace_id = b.workspace_id and f.passed < b.last_number)
              limit ?),
            held as (
              select b.workspace_id, b.last_number, b.event_ids from old o
              join webhooks.event_batch b
                on b.workspace_id = o.workspace_id and b.last_number = o.last_number
              for update of b skip locked),
            held_events as (
              select e.workspace_id, e.id
              from (select workspace_id, unnest(event_ids) as id from held) h
              join webhooks.event e on e.workspace_id = h.workspace_id and e.id = h.id
              order by e.workspace_id, e.id for update of e),
            batches as (
              delete from webhooks.event_batch b using held h
              where b.workspace_id = h.workspace_id and b.last_number = h.last_number),
            events as (
              delete from webhooks.event e using held_events h
              where e.workspace_id = h.workspace_id and e.id = h.id)
            select count(*) from held
            """)) {
      statement.setInt(1, atMost);
      statement.setObject(2, DeliveryStatements.utc(before));
      statement.setInt(3, atMost);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
