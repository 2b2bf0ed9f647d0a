package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Enrollments by the thousand: every question and every change is one statement. */
@Repository(dataStore = "sequences")
public interface EnrollmentBatches {
  /** An enrollment that is not over. */
  record Open(UUID contactId, UUID id, UUID sequenceId, UUID senderAccountId) {}

  /** What the enrollments of one batch have in common. */
  record Common(
      Plan plan, UUID senderAccountId, boolean exitOnReply, boolean test, boolean paused) {
    @Nullable String pauseReason() {
      return paused ? Pause.SEQUENCE : null;
    }
  }

  /** What tells them apart. */
  record Entry(UUID id, UUID contactId, Instant dueAt) {}

  StatelessSession session();

  /**
   * Bulk enrollments of a workspace go one after the other, batch by batch: what one of them finds
   * to be free, no other takes meanwhile.
   */
  default void takeTurns(UUID workspaceId) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_advisory_xact_lock(hashtextextended(?, 11))")) {
                statement.setString(1, "enroll " + workspaceId);
                statement.executeQuery().close();
              }
            });
  }

  default List<Open> openOf(UUID workspaceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select e.contact_id, e.id, e.sequence_id, e.sender_account_id
                      from sequences.enrollment e
                      where e.workspace_id = ? and e.status <> 'FINISHED' and e.contact_id
                      """
                          + SqlArrays.among(contactIds))) {
                statement.setObject(1, workspaceId);
                SqlArrays.among(statement, 2, contactIds);
                var open = new ArrayList<Open>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    open.add(
                        new Open(
                            Columns.uuid(row, "contact_id"),
                            Columns.uuid(row, "id"),
                            Columns.uuid(row, "sequence_id"),
                            Columns.uuid(row, "sender_account_id")));
                  }
                }
                return open;
              }
            });
  }

  /** Who has ended his way through a sequence himself: by contact the enrollment. */
  default Map<UUID, UUID> answered(UUID workspaceId, UUID sequenceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select e.contact_id, e.id from sequences.enrollment e
                      where e.workspace_id = ? and e.contact_id = any (?) and e.sequence_id = ?
                        and e.finish_reason in ('REPLIED', 'OPTED_OUT', 'EXIT_CONDITION')
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, contactIds, id -> id);
                statement.setObject(3, sequenceId);
                var answered = new HashMap<UUID, UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    answered.put(Columns.uuid(row, "contact_id"), Columns.uuid(row, "id"));
                  }
                }
                return answered;
              }
            });
  }

  /**
   * Starts these; a contact that has come into the sequence meanwhile is left out.
   *
   * @return the ids of those started
   */
  default Set<UUID> add(Common common, List<Entry> entries, Instant now) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement = connection.prepareStatement(ADD)) {
                var plan = common.plan();
                statement.setObject(1, plan.workspaceId());
                statement.setObject(2, plan.sequenceId());
                statement.setObject(3, plan.versionId());
                statement.setObject(4, common.senderAccountId());
                Columns.instant(statement, 5, now);
                Columns.instant(statement, 6, now);
                statement.setInt(7, plan.steps().size());
                statement.setBoolean(8, common.exitOnReply());
                statement.setBoolean(9, common.test());
                var status = common.paused() ? EnrollmentStatus.PAUSED : EnrollmentStatus.ACTIVE;
                statement.setString(10, status.name());
                statement.setString(11, common.pauseReason());
                SqlArrays.uuids(statement, 12, entries, Entry::id);
                SqlArrays.uuids(statement, 13, entries, Entry::contactId);
                SqlArrays.instants(statement, 14, entries, Entry::dueAt);
                var added = new HashSet<UUID>(entries.size() * 2);
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    added.add(Columns.uuid(row, "id"));
                  }
                }
                return added;
              }
            });
  }

  String ADD =
      """
      insert into sequences.enrollment (workspace_id, id, sequence_id, version_id, contact_id,
        sender_account_id, due_at, enrolled_at, updated_at, version, step_number, step_count,
        occurrence, exit_on_reply, test, status, pause_reason)
      select ?::uuid, n.id, ?::uuid, ?::uuid, n.contact_id, ?::uuid, n.due_at, ?::timestamptz,
        ?::timestamptz, 0, 1, ?::int, 1, ?::boolean, ?::boolean, ?::text, ?::text
      from unnest(?::uuid[], ?::uuid[], ?::timestamptz[]) as n(id, contact_id, due_at)
      on conflict (workspace_id, contact_id, sequence_id) where status <> 'FINISHED' do nothing
      returning id
      """;
}
