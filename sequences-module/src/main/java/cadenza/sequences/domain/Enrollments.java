package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.sequences.api.EnrollmentSource;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
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
  /** How much is due from one sender account. */
  record DueAccount(UUID workspaceId, UUID senderAccountId, int due) {}

  /** What an account may send. */
  record Share(UUID senderAccountId, int granted) {}

  /** An enrollment named together with its tenant. */
  record Key(UUID workspaceId, UUID id) {}

  /** A limit looks at a day at most; one that held within it excuses what came late by it. */
  Duration BACKLOG_MEMORY = Duration.ofHours(26);

  StatelessSession session();

  /** Answers whether it was added: there is one open enrollment of a contact in a sequence. */
  default boolean addIfNoneOpen(Enrollment enrollment) {
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
                      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)
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

  default Optional<Enrollment> openOf(UUID workspaceId, UUID contactId, UUID sequenceId) {
    return EnrollmentRows.read(
            session(),
            "where e.workspace_id = ? and e.contact_id = ? and e.sequence_id = ?"
                + " and e.status <> 'FINISHED'",
            statement -> {
              statement.setObject(1, workspaceId);
              statement.setObject(2, contactId);
              statement.setObject(3, sequenceId);
            })
        .stream()
        .findFirst();
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
   * The accounts with something due, by skipping from account to account in the partial index: one
   * that waits costs one probe, however much waits, and so does one that is resting.
   *
   * @param resting accounts that need not be asked now
   * @param batch how many steps are wanted in all; an account's due rows are counted up to twice
   *     its even share of it
   */
  default List<DueAccount> dueAccounts(Instant now, List<UUID> resting, int batch) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement = connection.prepareStatement(DUE_ACCOUNTS)) {
                Columns.instant(statement, 1, now);
                SqlArrays.uuids(statement, 2, resting, id -> id);
                Columns.instant(statement, 3, now);
                statement.setInt(4, batch);
                try (var row = statement.executeQuery()) {
                  var accounts = new ArrayList<DueAccount>();
                  while (row.next()) {
                    accounts.add(EnrollmentRows.dueAccount(row));
                  }
                  return accounts;
                }
              }
            });
  }

  String DUE_ACCOUNTS =
      """
      with recursive accounts as (
        (select sender_account_id as account from sequences.enrollment
         where status = 'ACTIVE' and not test
         order by sender_account_id limit 1)
        union all
        select (select e.sender_account_id from sequences.enrollment e
                where e.status = 'ACTIVE' and not e.test and e.sender_account_id > a.account
                order by e.sender_account_id limit 1)
        from accounts a where a.account is not null
      ), probed as materialized (
        select a.account, d.workspace_id
        from accounts a
        cross join lateral (
          select e.workspace_id from sequences.enrollment e
          where e.status = 'ACTIVE' and not e.test
            and e.sender_account_id = a.account and e.due_at <= ?
          order by e.due_at limit 1) d
        where a.account is not null and a.account <> all (?)
      )
      select p.workspace_id, p.account, n.due
      from probed p
      cross join lateral (
        select count(*)::int as due from (
          select from sequences.enrollment e
          where e.status = 'ACTIVE' and not e.test
            and e.sender_account_id = p.account and e.due_at <= ?
          order by e.due_at
          limit (select 1 + 2 * ?::int / count(*) from probed)) d) n
      """;

  /** Takes what is due, oldest first, up to each account's share; skips what another node holds. */
  default List<Enrollment> claim(List<Share> shares, Instant now) {
    return EnrollmentRows.read(
        session(),
        CLAIM,
        statement -> {
          SqlArrays.uuids(statement, 1, shares, Share::senderAccountId);
          SqlArrays.integers(statement, 2, shares, Share::granted);
          Columns.instant(statement, 3, now);
        });
  }

  String CLAIM =
      """
      from unnest(?::uuid[], ?::int[]) as share(account, granted)
      cross join lateral (
        select * from sequences.enrollment d
        where d.status = 'ACTIVE' and not d.test
          and d.sender_account_id = share.account and d.due_at <= ?
        order by d.due_at limit share.granted
        for update skip locked) e
      """;

  /** The same for one test workspace, whose clock no timer looks at. */
  default List<Enrollment> claimTest(UUID workspaceId, List<Share> shares, Instant now) {
    return EnrollmentRows.read(
        session(),
        """
        from unnest(?::uuid[], ?::int[]) as share(account, granted)
        cross join lateral (
          select * from sequences.enrollment d
          where d.status = 'ACTIVE' and d.test and d.workspace_id = ?
            and d.sender_account_id = share.account and d.due_at <= ?
          order by d.due_at limit share.granted
          for update skip locked) e
        """,
        statement -> {
          SqlArrays.uuids(statement, 1, shares, Share::senderAccountId);
          SqlArrays.integers(statement, 2, shares, Share::granted);
          statement.setObject(3, workspaceId);
          Columns.instant(statement, 4, now);
        });
  }

  /** The accounts of a test workspace with something due. */
  default List<DueAccount> dueTestAccounts(UUID workspaceId, Instant now) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select workspace_id, sender_account_id as account, count(*)::int as due
                      from sequences.enrollment
                      where status = 'ACTIVE' and test and workspace_id = ? and due_at <= ?
                      group by workspace_id, sender_account_id order by sender_account_id
                      """)) {
                statement.setObject(1, workspaceId);
                Columns.instant(statement, 2, now);
                try (var row = statement.executeQuery()) {
                  var accounts = new ArrayList<DueAccount>();
                  while (row.next()) {
                    accounts.add(EnrollmentRows.dueAccount(row));
                  }
                  return accounts;
                }
              }
            });
  }

  /** The next instant at which something of a test workspace is due, after {@code after}. */
  default Optional<Instant> nextTestDue(UUID workspaceId, Instant after) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select min(due_at) as due from sequences.enrollment
                      where status = 'ACTIVE' and test and workspace_id = ? and due_at > ?
                      """)) {
                statement.setObject(1, workspaceId);
                Columns.instant(statement, 2, after);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return Optional.ofNullable(Columns.instant(row, "due"));
                }
              }
            });
  }

  /** Whether this transaction is the only one that moves the workspace's clock. */
  default boolean isAloneWithClock(UUID workspaceId) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_try_advisory_xact_lock(hashtextextended(?, 8))")) {
                statement.setString(1, workspaceId.toString());
                try (var row = statement.executeQuery()) {
                  row.next();
                  return row.getBoolean(1);
                }
              }
            });
  }

  /** Takes certain rows of a batch that failed as a whole, as far as they are still due. */
  default List<Enrollment> claimThese(List<Key> keys, Instant now) {
    return EnrollmentRows.read(
        session(),
        """
        where (e.workspace_id, e.id) in (select * from unnest(?::uuid[], ?::uuid[]))
          and e.status = 'ACTIVE' and e.due_at <= ?
        order by e.id for update skip locked
        """,
        statement -> {
          SqlArrays.uuids(statement, 1, keys, Key::workspaceId);
          SqlArrays.uuids(statement, 2, keys, Key::id);
          Columns.instant(statement, 3, now);
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
  default int lookAgain(UUID workspaceId, UUID contactId, Instant now) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      update sequences.enrollment
                      set due_at = ?, updated_at = ?, version = version + 1
                      where workspace_id = ? and contact_id = ? and status = 'ACTIVE'
                        and held_reason is not null and due_at > ?
                      """)) {
                Columns.instant(statement, 1, now);
                Columns.instant(statement, 2, now);
                statement.setObject(3, workspaceId);
                statement.setObject(4, contactId);
                Columns.instant(statement, 5, now);
                return statement.executeUpdate();
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

  /**
   * Remembers that limits, not a breakdown, keep an account behind, and since when: a while without
   * a refusal ends what was before.
   */
  default void rememberBacklog(List<Key> accounts, Instant now) {
    if (accounts.isEmpty()) {
      return;
    }
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into sequences.account_backlog as b
                        (workspace_id, sender_account_id, limited_from, limited_at)
                      select a.*, n.now, n.now
                      from unnest(?::uuid[], ?::uuid[]) as a, (select ?::timestamptz as now) as n
                      on conflict (workspace_id, sender_account_id) do update set
                        limited_from = case when b.limited_at < ?
                          then excluded.limited_from else b.limited_from end,
                        limited_at = excluded.limited_at
                      """)) {
                SqlArrays.uuids(statement, 1, accounts, Key::workspaceId);
                SqlArrays.uuids(statement, 2, accounts, Key::id);
                Columns.instant(statement, 3, now);
                Columns.instant(statement, 4, now.minus(BACKLOG_MEMORY));
                statement.executeUpdate();
              }
            });
  }

  /** Those of these accounts that were limited last after an instant, and since when they are. */
  default Map<UUID, Instant> limitedSince(List<UUID> accounts, Instant lastAfter) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select sender_account_id, limited_from from sequences.account_backlog
                      where sender_account_id = any(?) and limited_at >= ?
                      """)) {
                SqlArrays.uuids(statement, 1, accounts, id -> id);
                Columns.instant(statement, 2, lastAfter);
                try (var row = statement.executeQuery()) {
                  var limited = new HashMap<UUID, Instant>();
                  while (row.next()) {
                    limited.put(
                        Columns.uuid(row, "sender_account_id"),
                        row.getObject("limited_from", OffsetDateTime.class).toInstant());
                  }
                  return limited;
                }
              }
            });
  }
}
