package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * What is due, by sender account, and the claims on it. A claim takes FOR UPDATE and skips what
 * anybody holds, see {@link Enrollments}.
 */
@Repository(dataStore = "sequences")
public interface DueSteps {
  /** How much is due from one sender account. */
  record DueAccount(UUID workspaceId, UUID senderAccountId, int due) {}

  /** What an account may send. */
  record Share(UUID senderAccountId, int granted) {}

  /** A limit looks at a day at most; one that held within it excuses what came late by it. */
  Duration BACKLOG_MEMORY = Duration.ofHours(26);

  StatelessSession session();

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
