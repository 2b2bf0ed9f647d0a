package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.domain.Feeds.Chapter;
import cadenza.webhooks.domain.Feeds.Feed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements of the feeds; a generated repository cannot hold them. */
final class FeedStatements {
  private static final UUID START = new UUID(0, 0);

  private FeedStatements() {}

  /** One that is new begins with the events that come from now on. */
  static void begin(Connection connection, UUID workspaceId, String format) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "insert into webhooks.feed (workspace_id, format, passed)"
                + " select workspace_id, ?, last_sequence from webhooks.counter"
                + " where workspace_id = ? on conflict do nothing")) {
      statement.setString(1, format);
      statement.setObject(2, workspaceId);
      statement.executeUpdate();
    }
  }

  static Optional<Feed> next(Connection connection, @Nullable Feed before) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select f.workspace_id, f.format, f.passed
            from webhooks.feed f
            join webhooks.counter c on c.workspace_id = f.workspace_id
            where c.last_sequence > f.passed and (f.workspace_id, f.format) > (?, ?)
            order by f.workspace_id, f.format limit 1
            """)) {
      statement.setObject(1, before == null ? START : before.workspaceId());
      statement.setString(2, before == null ? "" : before.format());
      return feed(statement);
    }
  }

  static Optional<Feed> hold(Connection connection, Feed feed) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, format, passed from webhooks.feed
            where workspace_id = ? and format = ? for no key update skip locked
            """)) {
      statement.setObject(1, feed.workspaceId());
      statement.setString(2, feed.format());
      return feed(statement);
    }
  }

  private static Optional<Feed> feed(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(new Feed(row.getObject(1, UUID.class), row.getString(2), row.getLong(3)))
          : Optional.empty();
    }
  }

  static Chapter read(Connection connection, Feed feed, Collection<String> types, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with looked as materialized (
              select o.id, b.type, b.relayed_at,
                b.last_number - cardinality(b.event_ids) + o.place as number
              from webhooks.event_batch b
              cross join lateral unnest(b.event_ids) with ordinality as o (id, place)
              where b.workspace_id = ? and b.last_number > ? and b.last_number < ?)
            select least(?, (select last_sequence from webhooks.counter where workspace_id = ?)),
              l.number, l.id, l.type, e.occurred_at, l.relayed_at, e.payload
            from (select 1) as always
            left join looked l
              on l.number > ? and l.number <= ? and l.type = any (?::text[])
            left join webhooks.event e on e.workspace_id = ? and e.id = l.id
            order by l.number
            """)) {
      long last = feed.passed() + atMost;
      statement.setObject(1, feed.workspaceId());
      statement.setLong(2, feed.passed());
      statement.setLong(3, last + EventStatements.BATCH);
      statement.setLong(4, last);
      statement.setObject(5, feed.workspaceId());
      statement.setLong(6, feed.passed());
      statement.setLong(7, last);
      SqlArrays.texts(statement, 8, types, type -> type);
      statement.setObject(9, feed.workspaceId());
      var facts = new ArrayList<Fact>();
      long passed = feed.passed();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          passed = rows.getLong(1);
          if (rows.getObject(3) != null) {
            facts.add(
                new Fact(
                    feed.workspaceId(),
                    rows.getObject(3, UUID.class),
                    rows.getLong(2),
                    rows.getString(4),
                    rows.getObject(5, OffsetDateTime.class).toInstant(),
                    rows.getObject(6, OffsetDateTime.class).toInstant(),
                    rows.getString(7)));
          }
        }
      }
      return new Chapter(facts, passed);
    }
  }

  static List<Listener> listeners(Connection connection, Feed feed, Instant since)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select e.id, e.number, e.options, s.all_types, s.event_types, s.active_from,
              s.active_until
            from webhooks.subscription s
            join webhooks.endpoint e on e.workspace_id = s.workspace_id and e.id = s.endpoint_id
            where s.workspace_id = ? and s.format = ?
              and (s.active_until is null or s.active_until > ?)
            order by e.number
            """)) {
      statement.setObject(1, feed.workspaceId());
      statement.setString(2, feed.format());
      statement.setObject(3, DeliveryStatements.utc(since));
      var listeners = new ArrayList<Listener>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          listeners.add(
              new Listener(
                  rows.getObject(1, UUID.class),
                  rows.getInt(2),
                  rows.getString(3),
                  rows.getBoolean(4) ? null : List.of((String[]) rows.getArray(5).getArray()),
                  rows.getObject(6, OffsetDateTime.class).toInstant(),
                  DeliveryStatements.instant(rows, 7)));
        }
      }
      return listeners;
    }
  }

  static void insert(Connection connection, UUID workspaceId, List<Telling> tellings, Instant at)
      throws SQLException {
    if (tellings.isEmpty()) {
      return;
    }
    try (var statement =
        connection.prepareStatement(
            """
            insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,
              event_number, body, status, next_attempt_at, created_at)
            select e.workspace_id, t.id, e.id, t.event_id, t.type, t.number, t.body,
              case e.status when 'ENABLED' then 'PENDING' else 'CANCELLED' end,
              case e.status when 'ENABLED' then ?::timestamptz end, ?
            from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::bigint[], ?::text[])
              with ordinality t (id, endpoint_id, event_id, type, number, body, place)
            join webhooks.endpoint e on e.workspace_id = ? and e.id = t.endpoint_id
            order by t.place
            on conflict do nothing
            """)) {
      statement.setObject(1, DeliveryStatements.utc(at));
      statement.setObject(2, DeliveryStatements.utc(at));
      SqlArrays.uuids(statement, 3, tellings, Telling::deliveryId);
      SqlArrays.uuids(statement, 4, tellings, Telling::endpointId);
      SqlArrays.uuids(statement, 5, tellings, telling -> telling.fact().id());
      SqlArrays.texts(statement, 6, tellings, Telling::type);
      SqlArrays.longs(statement, 7, tellings, telling -> telling.fact().number());
      SqlArrays.texts(statement, 8, tellings, Telling::body);
      statement.setObject(9, workspaceId);
      statement.executeUpdate();
    }
  }

  static void pass(Connection connection, Feed feed, long passed) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "update webhooks.feed set passed = ? where workspace_id = ? and format = ?")) {
      statement.setLong(1, passed);
      statement.setObject(2, feed.workspaceId());
      statement.setString(3, feed.format());
      statement.executeUpdate();
    }
  }
}
