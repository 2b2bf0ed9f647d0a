package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.sequences.api.FinishReason;
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

  static DueSteps.DueAccount dueAccount(ResultSet row) throws SQLException {
    return new DueSteps.DueAccount(
        Columns.uuid(row, "workspace_id"), Columns.uuid(row, "account"), row.getInt("due"));
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
                found.add(Columns.uuid(row, "id"));
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
        Columns.uuid(row, "workspace_id"),
        Columns.uuid(row, "id"),
        Columns.uuid(row, "sequence_id"),
        Columns.uuid(row, "version_id"),
        Columns.uuid(row, "contact_id"),
        Columns.uuid(row, "sender_account_id"),
        row.getInt("step_count"),
        row.getBoolean("exit_on_reply"),
        row.getBoolean("test"),
        Columns.requiredInstant(row, "enrolled_at"),
        new Enrollment.Standing(
            EnrollmentStatus.valueOf(row.getString("status")),
            row.getInt("step_number"),
            row.getInt("occurrence"),
            Columns.instant(row, "due_at"),
            Columns.optionalUuid(row, "message_id"),
            Columns.optionalUuid(row, "thread_id"),
            Columns.instant(row, "last_sent_at"),
            finishReason == null ? null : FinishReason.valueOf(finishReason),
            Columns.instant(row, "finished_at"),
            row.getString("pause_reason"),
            row.getString("held_reason"),
            row.getString("blocked_reason")));
  }

  static void bind(PreparedStatement statement, List<Enrollment> rows, Instant now)
      throws SQLException {
    Columns.instant(statement, 1, now);
    SqlArrays.uuids(statement, 2, rows, Enrollment::workspaceId);
    SqlArrays.uuids(statement, 3, rows, Enrollment::id);
    SqlArrays.texts(statement, 4, rows, row -> row.status().name());
    SqlArrays.integers(statement, 5, rows, Enrollment::stepNumber);
    SqlArrays.integers(statement, 6, rows, row -> row.standing().occurrence());
    SqlArrays.instants(statement, 7, rows, Enrollment::dueAt);
    SqlArrays.uuids(statement, 8, rows, Enrollment::messageId);
    SqlArrays.uuids(statement, 9, rows, row -> row.standing().threadId());
    SqlArrays.instants(statement, 10, rows, row -> row.standing().lastSentAt());
    SqlArrays.texts(
        statement,
        11,
        rows,
        row -> {
          var reason = row.standing().finishReason();
          return reason == null ? null : reason.name();
        });
    SqlArrays.instants(statement, 12, rows, row -> row.standing().finishedAt());
    SqlArrays.texts(statement, 13, rows, row -> row.standing().pauseReason());
    SqlArrays.texts(statement, 14, rows, row -> row.standing().heldReason());
    SqlArrays.texts(statement, 15, rows, row -> row.standing().blockedReason());
  }
}
