package cadenza.messaging.domain;

import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.api.SentMail.Sent;
import cadenza.messaging.domain.OutgoingMessages.Waiting;
import cadenza.messaging.domain.OutgoingMessages.Withdrawn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the statements of {@link OutgoingMessages} and reads their rows. */
final class MessageRows {
  private MessageRows() {}

  static List<Waiting> waiting(PreparedStatement statement) throws SQLException {
    var waiting = new ArrayList<Waiting>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        waiting.add(new Waiting(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
      }
    }
    return waiting;
  }

  static List<BegunMessage> messages(PreparedStatement statement) throws SQLException {
    var messages = new ArrayList<BegunMessage>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        messages.add(message(rows));
      }
    }
    return messages;
  }

  static BegunMessage message(ResultSet row) throws SQLException {
    return new BegunMessage(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        Columns.uuidOrNull(row, 4),
        Columns.numberOrNull(row, 5),
        Columns.uuidOrNull(row, 15),
        row.getObject(14, UUID.class),
        row.getInt(6),
        row.getInt(7),
        Columns.time(row, 8),
        Columns.time(row, 9),
        Columns.timeOrNull(row, 10),
        row.getObject(11, UUID.class),
        row.getString(16),
        row.getString(17),
        row.getString(18),
        row.getString(19),
        row.getString(20),
        row.getString(21),
        row.getString(22),
        row.getString(23),
        row.getString(24),
        row.getString(25),
        row.getBoolean(26),
        tracking(row),
        copies(row),
        row.getBoolean(33),
        row.getLong(12),
        row.getLong(13));
  }

  private static @Nullable Tracking tracking(ResultSet row) throws SQLException {
    boolean opens = row.getBoolean(27);
    boolean clicks = row.getBoolean(28);
    return opens || clicks ? new Tracking(opens, clicks, row.getString(29)) : null;
  }

  private static Copies copies(ResultSet row) throws SQLException {
    var replyTo = row.getString(30);
    var cc = Columns.words(row, 31);
    var bcc = Columns.words(row, 32);
    return replyTo == null && cc.isEmpty() && bcc.isEmpty()
        ? Copies.NONE
        : new Copies(replyTo, cc, bcc);
  }

  static Set<UUID> ids(PreparedStatement statement) throws SQLException {
    var ids = new HashSet<UUID>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  static Optional<WrittenTo> writtenTo(PreparedStatement statement) throws SQLException {
    try (var row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new WrittenTo(
                  row.getObject(1, UUID.class),
                  row.getObject(2, UUID.class),
                  Columns.uuidOrNull(row, 3),
                  Columns.uuidOrNull(row, 4),
                  row.getString(5),
                  Stream.concat(Columns.words(row, 6).stream(), Columns.words(row, 7).stream())
                      .toList()))
          : Optional.empty();
    }
  }

  static List<Withdrawn> withdrawn(PreparedStatement statement) throws SQLException {
    var all = new ArrayList<Withdrawn>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(
            new Withdrawn(
                rows.getObject(1, UUID.class),
                rows.getObject(2, UUID.class),
                Columns.uuidOrNull(rows, 3),
                Columns.numberOrNull(rows, 4)));
      }
    }
    return all;
  }

  static List<Sent> sent(PreparedStatement statement) throws SQLException {
    var sent = new ArrayList<Sent>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        sent.add(
            new Sent(
                rows.getObject(1, UUID.class),
                rows.getObject(2, UUID.class),
                Columns.time(rows, 3)));
      }
    }
    return sent;
  }
}
