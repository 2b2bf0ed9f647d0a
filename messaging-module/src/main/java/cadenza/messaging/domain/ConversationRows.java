package cadenza.messaging.domain;

import cadenza.messaging.api.Conversations.HitCount;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
                  rows.getObject(1, java.util.UUID.class),
                  rows.getObject(2, java.util.UUID.class),
                  rows.getObject(3, java.util.UUID.class),
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
                  rows.getObject(1, java.util.UUID.class),
                  rows.getObject(2, java.util.UUID.class),
                  rows.getObject(3, java.util.UUID.class),
                  rows.getObject(4, java.util.UUID.class),
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
}
