package cadenza.sequences.domain;

import jakarta.data.repository.Repository;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The bulk enrollments that go on by themselves. */
@Repository(dataStore = "sequences")
public interface EnrollJobs {
  StatelessSession session();

  default void add(EnrollJob job) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into sequences.enroll_job (workspace_id, id, state, sequence_id,
                        sender_account_id, bound_inbox, exit_on_reply, collision, dry_run,
                        selection, counts, failures, created_at)
                      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint[], 0, ?)
                      """)) {
                var terms = job.terms();
                statement.setObject(1, terms.workspaceId());
                statement.setObject(2, job.id());
                statement.setString(3, job.state().name());
                statement.setObject(4, terms.sequenceId());
                statement.setObject(5, job.senderAccountId());
                statement.setObject(6, terms.boundInbox());
                statement.setObject(7, terms.exitOnReply());
                statement.setString(8, terms.collision().name());
                statement.setBoolean(9, terms.dryRun());
                statement.setString(10, job.selection());
                statement.setObject(11, JobRows.literal(job.counts()), Types.OTHER);
                Columns.instant(statement, 12, job.createdAt());
                statement.executeUpdate();
              }
            });
  }

  default Optional<EnrollJob> withId(UUID workspaceId, UUID id) {
    return JobRows.read(session(), workspaceId, id, "");
  }

  /** Waits for the batch that is being worked on. */
  default Optional<EnrollJob> locked(UUID workspaceId, UUID id) {
    return JobRows.read(session(), workspaceId, id, " for no key update");
  }

  /** Empty while another node works on it. */
  default Optional<EnrollJob> claimed(UUID workspaceId, UUID id) {
    return JobRows.read(session(), workspaceId, id, " for no key update skip locked");
  }

  /**
   * Whatever is not over, the oldest first.
   *
   * @param workspaceId null for all
   */
  default List<Enrollments.Key> open(@Nullable UUID workspaceId, int atMost) {
    return session().doReturningWork(connection -> JobRows.open(connection, workspaceId, atMost));
  }

  /** The row is locked by the caller. */
  default void write(EnrollJob job) {
    session().doWork(connection -> JobRows.write(connection, job));
  }
}
