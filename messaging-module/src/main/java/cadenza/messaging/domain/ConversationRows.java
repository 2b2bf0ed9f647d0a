package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.Conversations.Course;
import cadenza.messaging.api.Conversations.FirstReply;
import cadenza.messaging.api.Conversations.HitCount;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Threads and messages as others may read them. */
final class ConversationRows {
  private ConversationRows() {}

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  static List<ThreadCard> threads(
      Connection database, String sql, Parameters parameters, Instant now) throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      parameters.set(statement);
      var cards = new ArrayList<ThreadCard>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          cards.add(
              new ThreadCard(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, UUID.class),
                  rows.getObject(3, UUID.class),
                  Columns.uuidOrNull(rows, 4),
                  rows.getString(5),
                  rows.getInt(6),
                  Columns.time(rows, 7),
                  Columns.time(rows, 8),
                  status(rows, now),
                  Columns.uuidOrNull(rows, 10),
                  Columns.timeOrNull(rows, 11),
                  rows.getString(12),
                  rows.getBoolean(13),
                  rows.getLong(14)));
        }
      }
      return cards;
    }
  }

  private static String status(ResultSet row, Instant now) throws SQLException {
    var snoozedUntil = Columns.timeOrNull(row, 11);
    if (Columns.timeOrNull(row, 9) != null) {
      return "CLOSED";
    }
    return snoozedUntil != null && snoozedUntil.isAfter(now) ? "SNOOZED" : "OPEN";
  }

  private static @Nullable HitCount hits(ResultSet row, int from) throws SQLException {
    long people = row.getLong(from + 2);
    long machines = row.getLong(from + 3);
    return people + machines == 0
        ? null
        : new HitCount(
            Columns.timeOrNull(row, from), Columns.timeOrNull(row, from + 1), people, machines);
  }

  static List<MessageCard> messages(Connection database, String sql, Parameters parameters)
      throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      parameters.set(statement);
      var cards = new ArrayList<MessageCard>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          cards.add(
              new MessageCard(
                  rows.getObject(1, UUID.class),
                  rows.getObject(2, UUID.class),
                  rows.getObject(3, UUID.class),
                  rows.getObject(4, UUID.class),
                  rows.getString(5),
                  rows.getString(6),
                  Columns.uuidOrNull(rows, 7),
                  Columns.numberOrNull(rows, 8),
                  Columns.uuidOrNull(rows, 9),
                  rows.getString(10),
                  rows.getString(11),
                  rows.getString(12),
                  Columns.words(rows, 31),
                  Columns.words(rows, 32),
                  rows.getString(13),
                  rows.getBoolean(14),
                  rows.getBoolean(33),
                  rows.getString(15),
                  rows.getString(16),
                  rows.getString(17),
                  rows.getString(18),
                  rows.getString(19),
                  rows.getString(20),
                  rows.getString(21),
                  Columns.time(rows, 22),
                  hits(rows, 23),
                  hits(rows, 27),
                  List.of()));
        }
      }
      return cards;
    }
  }

  static Map<UUID, Course> courses(
      Connection database, UUID workspaceId, Collection<UUID> threadIds) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            select asked.id, f.message_id, n.message_id
              from unnest(?::uuid[]) as asked(id)
              cross join lateral (
                select c.message_id from messaging.message_content c
                  join messaging.message m on m.id = c.message_id
                 where c.thread_id = asked.id and c.workspace_id = ?
                   and (m.direction = 'INBOUND' or m.accepted_at is not null)
                 order by c.created_at, c.message_id limit 1) f
              cross join lateral (
                select c.message_id from messaging.message_content c
                  join messaging.message m on m.id = c.message_id
                 where c.thread_id = asked.id and c.workspace_id = ?
                   and (m.direction = 'INBOUND' or m.accepted_at is not null)
                 order by c.created_at desc, c.message_id desc limit 1) n
            """)) {
      SqlArrays.uuids(statement, 1, threadIds, id -> id);
      statement.setObject(2, workspaceId);
      statement.setObject(3, workspaceId);
      var courses = new HashMap<UUID, Course>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          courses.put(
              rows.getObject(1, UUID.class),
              new Course(rows.getObject(2, UUID.class), rows.getObject(3, UUID.class)));
        }
      }
      return courses;
    }
  }

  static Map<UUID, FirstReply> firstReplies(
      Connection database, UUID workspaceId, Collection<UUID> enrollmentIds) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            select distinct on (m.enrollment_id) m.enrollment_id, m.id, m.created_at
              from messaging.message m
             where m.enrollment_id = any (?::uuid[]) and m.workspace_id = ? and not m.withdrawn
               and m.direction = 'INBOUND' and m.kind = 'REPLY'
             order by m.enrollment_id, m.created_at, m.id
            """)) {
      SqlArrays.uuids(statement, 1, enrollmentIds, id -> id);
      statement.setObject(2, workspaceId);
      var replies = new HashMap<UUID, FirstReply>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          replies.put(
              rows.getObject(1, UUID.class),
              new FirstReply(rows.getObject(2, UUID.class), Columns.time(rows, 3)));
        }
      }
      return replies;
    }
  }
}
