package cadenza.messaging.domain;

import cadenza.messaging.api.UnmatchedCard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows behind the queue; a repository interface may hold no private methods. */
final class UnmatchedRows {
  private static final String FROM =
      """
        from messaging.inbound_mail i
        join messaging.message m on m.id = i.message_id
        join messaging.message_content c on c.message_id = i.message_id
      """;

  static final String CARDS =
      """
      select i.message_id, i.sender_account_id, c.thread_id, m.kind, c.from_address, c.from_name,
             c.subject, left(coalesce(c.reply_text, c.body_text, ''), 400),
             coalesce(c.received_at, c.created_at), i.unmatched, i.settled
      """
          + FROM;

  static final String MAILS =
      """
      select i.workspace_id, i.message_id, i.sender_account_id, c.thread_id, m.kind,
             c.from_address, c.subject, coalesce(c.reply_text, c.body_text, ''),
             coalesce(c.received_at, c.created_at), c.created_at, coalesce(i.related_ids, ''),
             not exists (select from messaging.message_content o
               where o.thread_id = c.thread_id and o.message_id <> c.message_id),
             i.settled, i.settled_with
      """
          + FROM;

  private static final int SNIPPET = 200;

  private UnmatchedRows() {}

  static List<UnmatchedCard> cards(PreparedStatement statement) throws SQLException {
    var cards = new ArrayList<UnmatchedCard>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        cards.add(
            new UnmatchedCard(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                snippet(row.getString(8)),
                Columns.time(row, 9),
                row.getString(10),
                row.getString(11)));
      }
    }
    return cards;
  }

  /** One line that ends with a whole character. */
  private static String snippet(String text) {
    var line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= SNIPPET) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(SNIPPET - 1)) ? SNIPPET - 1 : SNIPPET;
    return line.substring(0, end);
  }

  static List<UnmatchedMail> mails(PreparedStatement statement) throws SQLException {
    var mails = new ArrayList<UnmatchedMail>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        var ids = row.getString(11);
        mails.add(
            new UnmatchedMail(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                InboundKind.valueOf(row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                Columns.time(row, 9),
                Columns.time(row, 10),
                ids.isEmpty() ? List.of() : List.of(ids.split(" ")),
                row.getBoolean(12),
                row.getString(13),
                row.getString(14)));
      }
    }
    return mails;
  }

  static Optional<ThreadMatch> match(Connection database, String where, Object... values)
      throws SQLException {
    try (var statement =
        database.prepareStatement(
            InboundMessages.MATCH_COLUMNS
                + where
                + " and m.direction = 'OUTBOUND' and m.begun_at is not null"
                + " order by m.begun_at desc limit 1")) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (var row = statement.executeQuery()) {
        return row.next() ? Optional.of(InboundRows.matchOf(row, "hand")) : Optional.empty();
      }
    }
  }

  static void update(Connection database, String sql, @Nullable Object... values)
      throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null) {
          statement.setNull(i + 1, Types.OTHER);
        } else {
          statement.setObject(i + 1, values[i]);
        }
      }
      statement.executeUpdate();
    }
  }
}
