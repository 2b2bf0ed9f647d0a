package cadenza.sequences.domain;

import cadenza.sequences.api.Collision;
import cadenza.sequences.api.EnrollTerms;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Between rows and values of the jobs' repository. */
final class JobRows {
  private JobRows() {}

  static Optional<EnrollJob> read(
      StatelessSession session, UUID workspaceId, UUID id, String lock) {
    return session.doReturningWork(
        connection -> {
          try (var statement =
              connection.prepareStatement(
                  "select * from sequences.enroll_job where workspace_id = ? and id = ?" + lock)) {
            statement.setObject(1, workspaceId);
            statement.setObject(2, id);
            try (var row = statement.executeQuery()) {
              return row.next() ? Optional.of(job(row)) : Optional.empty();
            }
          }
        });
  }

  private static EnrollJob job(ResultSet row) throws SQLException {
    var terms =
        new EnrollTerms(
            Columns.uuid(row, "workspace_id"),
            Columns.optionalUuid(row, "bound_inbox"),
            Columns.uuid(row, "sequence_id"),
            Columns.uuid(row, "sender_account_id"),
            row.getObject("exit_on_reply", Boolean.class),
            Collision.valueOf(row.getString("collision")),
            row.getBoolean("dry_run"));
    return new EnrollJob(
        Columns.uuid(row, "id"),
        terms,
        Columns.uuid(row, "sender_account_id"),
        row.getString("selection"),
        EnrollJob.State.valueOf(row.getString("state")),
        row.getObject("total", Long.class),
        Columns.optionalUuid(row, "last_contact_id"),
        List.of((Long[]) row.getArray("counts").getArray()),
        row.getInt("failures"),
        row.getString("failure"),
        Columns.requiredInstant(row, "created_at"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "finished_at"));
  }

  static List<Enrollments.Key> open(Connection connection, @Nullable UUID workspaceId, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            select workspace_id, id from sequences.enroll_job
            where state in ('WAITING', 'RUNNING') and (?::uuid is null or workspace_id = ?)
            order by created_at limit ?
            """)) {
      statement.setObject(1, workspaceId);
      statement.setObject(2, workspaceId);
      statement.setInt(3, atMost);
      try (var row = statement.executeQuery()) {
        var open = new ArrayList<Enrollments.Key>();
        while (row.next()) {
          open.add(new Enrollments.Key(Columns.uuid(row, "workspace_id"), Columns.uuid(row, "id")));
        }
        return open;
      }
    }
  }

  static void write(Connection connection, EnrollJob job) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            update sequences.enroll_job set state = ?, total = ?, last_contact_id = ?,
              counts = ?::bigint[], failures = ?, failure = ?, started_at = ?, finished_at = ?
            where workspace_id = ? and id = ?
            """)) {
      statement.setString(1, job.state().name());
      statement.setObject(2, job.total(), Types.BIGINT);
      statement.setObject(3, job.lastContactId());
      statement.setObject(4, literal(job.counts()), Types.OTHER);
      statement.setInt(5, job.failures());
      statement.setString(6, job.failure());
      optional(statement, 7, job.startedAt());
      optional(statement, 8, job.finishedAt());
      statement.setObject(9, job.terms().workspaceId());
      statement.setObject(10, job.id());
      statement.executeUpdate();
    }
  }

  static String literal(List<Long> counts) {
    return counts.stream().map(Object::toString).collect(Collectors.joining(",", "{", "}"));
  }

  private static void optional(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    statement.setObject(
        index,
        value == null ? null : value.atOffset(ZoneOffset.UTC),
        Types.TIMESTAMP_WITH_TIMEZONE);
  }
}
