package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.sequences.api.EnrollmentBook.Tally;
import cadenza.sequences.api.EnrollmentSource;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * The enrollments. All statements take and write lists, and lock in the order of the ids.
 *
 * <p>Three locks on a row, by PostgreSQL's table of conflicts: a claim takes FOR UPDATE and skips
 * what anybody holds; a stop first takes FOR KEY SHARE, which keeps claims off but lets a settling
 * message through; whoever writes takes FOR NO KEY UPDATE.
 */
@Repository(dataStore = "sequences")
public interface Enrollments {
  /** An enrollment named together with its tenant. */
  record Key(UUID workspaceId, UUID id) {}

  StatelessSession session();

  /**
   * Answers whether it was added: there is one open enrollment of a contact in a sequence, and a
   * contact is on so many sequences at most.
   */
  default boolean addIfNoneOpen(Enrollment enrollment, int mostOpen) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into sequences.enrollment (workspace_id, id, sequence_id, version_id,
                        contact_id, sender_account_id, thread_id, due_at, enrolled_at, updated_at,
                        version, step_number, step_count, occurrence, exit_on_reply, test, status,
                        pause_reason)
                      select ?, ?, ?, ?, ?, ?, ?::uuid, ?::timestamptz, ?, ?, 0, ?, ?, ?, ?, ?, ?,
                        ?::text
                      where (select count(*) from sequences.enrollment open
                        where open.workspace_id = ? and open.contact_id = ?
                          and open.status <> 'FINISHED') < ?
                        -- one that is there answers at once; the index would wait for its writer
                        and not exists (select from sequences.enrollment same
                          where same.workspace_id = ? and same.contact_id = ?
                            and same.sequence_id = ? and same.status <> 'FINISHED')
                      on conflict (workspace_id, contact_id, sequence_id)
                        where status <> 'FINISHED' do nothing
                      """)) {
                var standing = enrollment.standing();
                statement.setObject(1, enrollment.workspaceId());
                statement.setObject(2, enrollment.id());
                statement.setObject(3, enrollment.sequenceId());
                statement.setObject(4, enrollment.versionId());
                statement.setObject(5, enrollment.contactId());
                statement.setObject(6, enrollment.senderAccountId());
                statement.setObject(7, standing.threadId());
                statement.setObject(
                    8, standing.dueAt() == null ? null : standing.dueAt().atOffset(ZoneOffset.UTC));
                Columns.instant(statement, 9, enrollment.enrolledAt());
                Columns.instant(statement, 10, enrollment.enrolledAt());
                statement.setInt(11, standing.stepNumber());
                statement.setInt(12, enrollment.stepCount());
                statement.setInt(13, standing.occurrence());
                statement.setBoolean(14, enrollment.exitOnReply());
                statement.setBoolean(15, enrollment.test());
                statement.setString(16, standing.status().name());
                statement.setString(17, standing.pauseReason());
                statement.setObject(18, enrollment.workspaceId());
                statement.setObject(19, enrollment.contactId());
                statement.setInt(20, mostOpen);
                statement.setObject(21, enrollment.workspaceId());
                statement.setObject(22, enrollment.contactId());
                statement.setObject(23, enrollment.sequenceId());
                return statement.executeUpdate() == 1;
              }
            });
  }

  default void addSource(UUID workspaceId, UUID enrollmentId, EnrollmentSource source) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into sequences.enrollment_source (workspace_id, enrollment_id, type,
                        message_id, thread_id, subject, from_address)
                      values (?, ?, ?, ?, ?, ?, ?)
                      """)) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, enrollmentId);
                statement.setString(3, source.type());
                statement.setObject(4, source.messageId());
                statement.setObject(5, source.threadId());
                statement.setString(6, source.subject());
                statement.setString(7, source.fromAddress());
                statement.executeUpdate();
              }
            });
  }

  default Optional<EnrollmentSource> sourceOf(UUID workspaceId, UUID enrollmentId) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select type, message_id, thread_id, subject, from_address
                      from sequences.enrollment_source
                      where workspace_id = ? and enrollment_id = ?
                      """)) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, enrollmentId);
                try (var row = statement.executeQuery()) {
                  if (!row.next()) {
                    return Optional.empty();
                  }
                  return Optional.of(
                      new EnrollmentSource(
                          row.getString("type"),
                          Columns.optionalUuid(row, "message_id"),
                          Columns.optionalUuid(row, "thread_id"),
                          row.getString("subject"),
                          row.getString("from_address")));
                }
              }
            });
  }

  default Optional<Enrollment> withId(UUID workspaceId, UUID id) {
    return EnrollmentRows.read(
            session(),
            "where e.workspace_id = ? and e.id = ?",
            statement -> {
              statement.setObject(1, workspaceId);
              statement.setObject(2, id);
            })
        .stream()
        .findFirst();
  }

  default List<Enrollment> allWith(UUID workspaceId, Collection<UUID> ids) {
    return EnrollmentRows.read(
        session(),
        "where e.workspace_id = ? and e.id = any (?::uuid[])",
        statement -> {
          statement.setObject(1, workspaceId);
          SqlArrays.uuids(statement, 2, ids, id -> id);
        });
  }

  default List<Enrollment> allOpenOf(UUID workspaceId, UUID contactId) {
    return EnrollmentRows.read(
        session(),
        "where e.workspace_id = ? and e.contact_id = ? and e.status <> 'FINISHED' order by e.id",
        statement -> {
          statement.setObject(1, workspaceId);
          statement.setObject(2, contactId);
        });
  }

  /** What was enrolled with a conversation, whoever it writes to. */
  default List<Enrollment> openFromThread(UUID workspaceId, UUID threadId) {
    return EnrollmentRows.read(
        session(),
        """
        where e.workspace_id = ? and e.status <> 'FINISHED'
          and e.id in (select s.enrollment_id from sequences.enrollment_source s
                       where s.workspace_id = ? and s.thread_id = ?)
        order by e.id
        """,
        statement -> {
          statement.setObject(1, workspaceId);
          statement.setObject(2, workspaceId);
          statement.setObject(3, threadId);
        });
  }

  /**
   * Newest first.
   *
   * @param before continues after this id; null for the start
   */
  default List<Enrollment> list(
      UUID workspaceId,
      @Nullable UUID senderAccountId,
      @Nullable UUID sequenceId,
      @Nullable UUID contactId,
      @Nullable String status,
      @Nullable UUID before,
      int atMost) {
    return EnrollmentRows.read(
        session(),
        """
        where e.workspace_id = ? and (?::uuid is null or e.sender_account_id = ?)
          and (?::uuid is null or e.sequence_id = ?) and (?::uuid is null or e.contact_id = ?)
          and (?::text is null or e.status = ?) and (?::uuid is null or e.id < ?)
        order by e.id desc limit ?
        """,
        statement -> {
          statement.setObject(1, workspaceId);
          statement.setObject(2, senderAccountId);
          statement.setObject(3, senderAccountId);
          statement.setObject(4, sequenceId);
          statement.setObject(5, sequenceId);
          statement.setObject(6, contactId);
          statement.setObject(7, contactId);
          statement.setString(8, status);
          statement.setString(9, status);
          statement.setObject(10, before);
          statement.setObject(11, before);
          statement.setInt(12, atMost);
        });
  }

  /**
   * First step of a stop: waits for a claim that is under way and keeps later ones off, so that
   * every message there is can be withdrawn.
   */
  default void keepFromClaims(UUID workspaceId, List<UUID> ids) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select 1 from sequences.enrollment
                      where workspace_id = ? and id = any(?)
                      order by id for key share
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, ids, id -> id);
                statement.executeQuery().close();
              }
            });
  }

  /** Locks for writing, in the order of the ids. */
  default List<Enrollment> locked(UUID workspaceId, List<UUID> ids) {
    return locked(ids.stream().map(id -> new Key(workspaceId, id)).toList());
  }

  default List<Enrollment> locked(List<Key> keys) {
    return EnrollmentRows.read(
        session(),
        """
        where (e.workspace_id, e.id) in (select * from unnest(?::uuid[], ?::uuid[]))
        order by e.id for no key update
        """,
        statement -> {
          SqlArrays.uuids(statement, 1, keys, Key::workspaceId);
          SqlArrays.uuids(statement, 2, keys, Key::id);
        });
  }

  /** The ids of a sequence's enrollments in one state, after an id, in order. */
  default List<UUID> idsOfSequence(
      UUID workspaceId,
      UUID sequenceId,
      List<EnrollmentStatus> statuses,
      @Nullable String pauseReason,
      @Nullable UUID after,
      int atMost) {
    return EnrollmentRows.ids(
        session(),
        """
        select id from sequences.enrollment
        where workspace_id = ? and sequence_id = ? and status = any(?)
          and (?::text is null or pause_reason = ?) and (?::uuid is null or id > ?)
        order by id limit ?
        """,
        statement -> {
          statement.setObject(1, workspaceId);
          statement.setObject(2, sequenceId);
          SqlArrays.texts(statement, 3, statuses, EnrollmentStatus::name);
          statement.setString(4, pauseReason);
          statement.setString(5, pauseReason);
          statement.setObject(6, after);
          statement.setObject(7, after);
          statement.setInt(8, atMost);
        });
  }

  /** What waits for a contact's data is looked at again now. */
  default int lookAgain(UUID workspaceId, Collection<UUID> contactIds, Instant now) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      update sequences.enrollment
                      set due_at = ?, updated_at = ?, version = version + 1
                      where workspace_id = ? and contact_id = any (?::uuid[]) and status = 'ACTIVE'
                        and held_reason is not null and held_reason <> 'out_of_office'
                        and due_at > ?
                      """)) {
                Columns.instant(statement, 1, now);
                Columns.instant(statement, 2, now);
                statement.setObject(3, workspaceId);
                SqlArrays.uuids(statement, 4, contactIds, id -> id);
                Columns.instant(statement, 5, now);
                return statement.executeUpdate();
              }
            });
  }

  /**
   * Some of what waits for room at a recipient domain is looked at again now.
   *
   * @param since what was put off later knows the new limits
   * @return how many
   */
  default int lookAgainAtDomains(UUID workspaceId, Instant since, Instant now, int atMost) {
    return session()
        .createNativeMutationQuery(
            """
            update sequences.enrollment e
               set due_at = ?1, updated_at = ?1, version = e.version + 1
              from (select id from sequences.enrollment
                     where workspace_id = ?2 and held_reason = 'recipient_domain_limit'
                       and status = 'ACTIVE' and due_at > ?1 and updated_at <= ?3
                     order by id limit ?4 for no key update) waiting
             where e.workspace_id = ?2 and e.id = waiting.id
            """)
        .setParameter(1, now.atOffset(ZoneOffset.UTC))
        .setParameter(2, workspaceId)
        .setParameter(3, since.atOffset(ZoneOffset.UTC))
        .setParameter(4, atMost)
        .executeUpdate();
  }

  /** What had come of these sequences before that moment. */
  default Map<UUID, Tally> tallies(UUID workspaceId, Collection<UUID> sequenceIds, Instant before) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select sequence_id, count(*),
                        count(*) filter (where last_sent_at < ? or step_number > 2),
                        count(*) filter (where finish_reason = 'REPLIED' and finished_at < ?)
                      from sequences.enrollment
                      where workspace_id = ? and sequence_id = any (?::uuid[]) and enrolled_at < ?
                      group by sequence_id
                      """)) {
                Columns.instant(statement, 1, before);
                Columns.instant(statement, 2, before);
                statement.setObject(3, workspaceId);
                SqlArrays.uuids(statement, 4, sequenceIds, id -> id);
                Columns.instant(statement, 5, before);
                var tallies = new HashMap<UUID, Tally>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    tallies.put(
                        Columns.uuid(row, "sequence_id"),
                        new Tally(row.getLong(2), row.getLong(3), row.getLong(4)));
                  }
                }
                return tallies;
              }
            });
  }

  /** Writes where these stand now, with one statement. The rows are locked by the caller. */
  default void write(List<Enrollment> changed, Instant now) {
    if (changed.isEmpty()) {
      return;
    }
    var rows = changed.stream().sorted(Comparator.comparing(Enrollment::id)).toList();
    int written =
        session()
            .doReturningWork(
                connection -> {
                  try (var statement = connection.prepareStatement(WRITE)) {
                    EnrollmentRows.bind(statement, rows, now);
                    return statement.executeUpdate();
                  }
                });
    if (written != rows.size()) {
      throw new IllegalStateException("Only " + written + " of " + rows.size() + " were written");
    }
  }

  String WRITE =
      """
      update sequences.enrollment e set
        status = c.status, step_number = c.step_number, occurrence = c.occurrence,
        due_at = c.due_at, message_id = c.message_id, thread_id = c.thread_id,
        last_sent_at = c.last_sent_at, finish_reason = c.finish_reason,
        finished_at = c.finished_at, pause_reason = c.pause_reason,
        held_reason = c.held_reason, blocked_reason = c.blocked_reason,
        updated_at = ?, version = e.version + 1
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::int[], ?::int[], ?::timestamptz[], ?::uuid[],
          ?::uuid[], ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
        as c(workspace_id, id, status, step_number, occurrence, due_at, message_id, thread_id,
          last_sent_at, finish_reason, finished_at, pause_reason, held_reason, blocked_reason)
      where e.workspace_id = c.workspace_id and e.id = c.id
      """;
}
