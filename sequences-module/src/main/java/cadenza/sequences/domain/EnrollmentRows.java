package cadenza.sequences.domain;

import cadenza.sequences.api.FinishReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Between rows and values of the enrollments' repository. */
final class EnrollmentRows {
  private EnrollmentRows() {}

  static Enrollments.DueAccount dueAccount(ResultSet row) throws SQLException {
    return new Enrollments.DueAccount(
        SqlArrays.uuid(row, "workspace_id"), SqlArrays.uuid(row, "account"), row.getInt("due"));
  }

  /** Fills the parameters of a statement. */
  @FunctionalInterface
  interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  static List<Enrollment> read(StatelessSession session, String rest, Parameters parameters) {
    return session.doReturningWork(
        connection -> {
          var from = rest.startsWith("from") ? " " : " from sequences.enrollment e ";
          try (var statement = connection.prepareStatement(COLUMNS + from + rest)) {
            parameters.set(statement);
            try (var row = statement.executeQuery()) {
              var found = new ArrayList<Enrollment>();
              while (row.next()) {
                found.add(enrollment(row));
              }
              return found;
            }
          }
        });
  }

  static List<UUID> ids(StatelessSession session, String query, Parameters parameters) {
    return session.doReturningWork(
        connection -> {
          try (var statement = connection.prepareStatement(query)) {
            parameters.set(statement);
            try (var row = statement.executeQuery()) {
              var found = new ArrayList<UUID>();
              while (row.next()) {
                found.add(SqlArrays.uuid(row, "id"));
              }
              return found;
            }
          }
        });
  }

  private static final String COLUMNS =
      """
      select e.workspace_id, e.id, e.sequence_id, e.version_id, e.contact_id, e.sender_account_id,
        e.message_id, e.thread_id, e.due_at, e.last_sent_at, e.enrolled_at, e.finished_at,
        e.step_number, e.step_count, e.occurrence, e.exit_on_reply, e.test, e.status,
        e.finish_reason, e.pause_reason, e.held_reason, e.blocked_reason
      """;

  private static Enrollment enrollment(ResultSet row) throws SQLException {
    var finishReason = row.getString("finish_reason");
    return new Enrollment(
        SqlArrays.uuid(row, "workspace_id"),
        SqlArrays.uuid(row, "id"),
        SqlArrays.uuid(row, "sequence_id"),
        SqlArrays.uuid(row, "version_id"),
        SqlArrays.uuid(row, "contact_id"),
        SqlArrays.uuid(row, "sender_account_id"),
        row.getInt("step_count"),
        row.getBoolean("exit_on_reply"),
        row.getBoolean("test"),
        SqlArrays.requiredInstant(row, "enrolled_at"),
        new Enrollment.Standing(
            EnrollmentStatus.valueOf(row.getString("status")),
            row.getInt("step_number"),
            row.getInt("occurrence"),
            SqlArrays.instant(row, "due_at"),
            SqlArrays.optionalUuid(row, "message_id"),
            SqlArrays.optionalUuid(row, "thread_id"),
            SqlArrays.instant(row, "last_sent_at"),
            finishReason == null ? null : FinishReason.valueOf(finishReason),
            SqlArrays.instant(row, "finished_at"),
            row.getString("pause_reason"),
            row.getString("held_reason"),
            row.getString("blocked_reason")));
  }

  static void bind(Connection c, PreparedStatement statement, List<Enrollment> rows, Instant now)
      throws SQLException {
    SqlArrays.instant(statement, 1, now);
    statement.setArray(2, SqlArrays.uuids(c, rows, Enrollment::workspaceId));
    statement.setArray(3, SqlArrays.uuids(c, rows, Enrollment::id));
    statement.setArray(4, SqlArrays.texts(c, rows, row -> row.status().name()));
    statement.setArray(5, SqlArrays.integers(c, rows, Enrollment::stepNumber));
    statement.setArray(6, SqlArrays.integers(c, rows, row -> row.standing().occurrence()));
    statement.setArray(7, SqlArrays.instants(c, rows, Enrollment::dueAt));
    statement.setArray(8, SqlArrays.uuids(c, rows, Enrollment::messageId));
    statement.setArray(9, SqlArrays.uuids(c, rows, row -> row.standing().threadId()));
    statement.setArray(10, SqlArrays.instants(c, rows, row -> row.standing().lastSentAt()));
    statement.setArray(
        11,
        SqlArrays.texts(
            c,
            rows,
            row -> {
              var reason = row.standing().finishReason();
              return reason == null ? null : reason.name();
            }));
    statement.setArray(12, SqlArrays.instants(c, rows, row -> row.standing().finishedAt()));
    statement.setArray(13, SqlArrays.texts(c, rows, row -> row.standing().pauseReason()));
    statement.setArray(14, SqlArrays.texts(c, rows, row -> row.standing().heldReason()));
    statement.setArray(15, SqlArrays.texts(c, rows, row -> row.standing().blockedReason()));
  }
}
