package cadenza.messaging.domain;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The rows behind inbound mail; a repository interface may hold no private methods. */
final class InboundRows {
  private InboundRows() {}

  static ThreadMatch withLastSent(StatelessSession session, UUID workspaceId, ThreadMatch inbound) {
    return session.doReturningWork(
        database -> {
          try (var statement =
              database.prepareStatement(
                  InboundMessages.MATCH_COLUMNS
                      + " where c.thread_id = ? and c.workspace_id = ?"
                      + " and m.direction = 'OUTBOUND' and m.begun_at is not null"
                      + " order by m.begun_at desc limit 1")) {
            statement.setObject(1, inbound.threadId());
            statement.setObject(2, workspaceId);
            try (var rows = statement.executeQuery()) {
              return rows.next() ? matchOf(rows, "thread") : inbound;
            }
          }
        });
  }

  /** The newest conversation; which enrollment is answered is never guessed. */
  static Optional<ThreadMatch> newest(List<ThreadMatch> newestFirst) {
    var enrollments = new HashSet<@Nullable UUID>();
    newestFirst.forEach(candidate -> enrollments.add(candidate.enrollmentId()));
    return newestFirst.stream()
        .findFirst()
        .map(newest -> enrollments.size() == 1 ? newest : newest.withoutEnrollment());
  }

  static ThreadMatch matchOf(ResultSet row, String by) throws SQLException {
    boolean sent = row.getString(6).equals("OUTBOUND");
    return new ThreadMatch(
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        Columns.uuidOrNull(row, 4),
        Columns.uuidOrNull(row, 5),
        sent,
        sent ? row.getString(7) : "",
        by,
        sent && by.equals("header") && row.getString(9).equals("UNKNOWN"));
  }

  /** What stands between the angle bracket and the at sign. */
  static String localPart(String messageId) {
    int at = messageId.indexOf('@');
    var local = at < 0 ? messageId : messageId.substring(0, at);
    return local.startsWith("<") ? local.substring(1) : local;
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  static void setUuid(PreparedStatement statement, int at, @Nullable UUID value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.OTHER);
    } else {
      statement.setObject(at, value);
    }
  }

  static void setText(PreparedStatement statement, int at, @Nullable String value)
      throws SQLException {
    if (value == null) {
      statement.setNull(at, Types.VARCHAR);
    } else {
      statement.setString(at, value);
    }
  }

  static MailServer server(ResultSet row) throws SQLException {
    return new MailServer(
        row.getString(1),
        row.getInt(2),
        MailServer.Security.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
        row.getString(4),
        row.getString(5),
        row.getBoolean(6));
  }
}
