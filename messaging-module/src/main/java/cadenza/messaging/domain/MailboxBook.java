package cadenza.messaging.domain;

import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Which node reads which mailbox, and how far. Leases run on the database's clock. */
@Repository(dataStore = "messaging")
public interface MailboxBook {
  /** Changes with everything that makes a new connection necessary. */
  String SETTINGS =
      "md5(concat_ws('|', a.address, a.imap_host, a.imap_port, a.imap_security, a.imap_username,"
          + " a.imap_password, a.oauth_since))";

  /**
   * Paused and troubled accounts are read too: a pause stops sending, and an answer that comes
   * meanwhile must have stopped its sequence before sending goes on.
   */
  String IS_READ = "a.channel = 'EMAIL' and not a.sandbox and a.imap_host is not null";

  StatelessSession session();

  default void open(Instant at) {
    session()
        .createNativeMutationQuery(
            "insert into messaging.mailbox (sender_account_id, workspace_id, connected_at)"
                + " select a.id, a.workspace_id, ?1 from messaging.sender_account a where "
                + IS_READ
                + " and not exists (select 1 from messaging.mailbox b"
                + " where b.sender_account_id = a.id) on conflict do nothing")
        .setParameter(1, at)
        .executeUpdate();
  }

  /**
   * Takes what nobody holds and renews what this node holds, when a third of the lease is over.
   *
   * @return all that this node holds now
   */
  default List<WatchedMailbox> claim(UUID node, Duration lease, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with wanted as materialized (
                        select b.sender_account_id
                          from messaging.mailbox b
                          join messaging.sender_account a on a.id = b.sender_account_id
                         where %s and (b.node = ? or b.lease_until is null
                               or b.lease_until < now())
                         order by (b.node = ?) desc nulls last, b.sender_account_id
                         limit ?
                           for update of b skip locked
                      ), renewed as (
                        update messaging.mailbox b
                           set node = ?, lease_until = now() + ? * interval '1 millisecond'
                          from wanted w
                         where b.sender_account_id = w.sender_account_id
                           and (b.node is distinct from ? or b.lease_until is null
                             or b.lease_until < now() + ? * interval '1 millisecond')
                      )
                      select a.id, a.workspace_id, a.address, %s,
                             case when b.failed_settings = %s then b.next_login_at end
                        from wanted w
                        join messaging.mailbox b using (sender_account_id)
                        join messaging.sender_account a on a.id = w.sender_account_id
                      """
                          .formatted(IS_READ, SETTINGS, SETTINGS))) {
                statement.setObject(1, node);
                statement.setObject(2, node);
                statement.setInt(3, atMost);
                statement.setObject(4, node);
                statement.setLong(5, lease.toMillis());
                statement.setObject(6, node);
                statement.setLong(7, lease.toMillis() * 2 / 3);
                var held = new ArrayList<WatchedMailbox>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    held.add(
                        new WatchedMailbox(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getString(3),
                            rows.getString(4),
                            Columns.timeOrNull(rows, 5)));
                  }
                }
                return held;
              }
            });
  }

  /** How many mailboxes no node reads. */
  default long unread() {
    return session()
        .createNativeQuery(
            "select count(*) from messaging.mailbox b"
                + " join messaging.sender_account a on a.id = b.sender_account_id where "
                + IS_READ
                + " and (b.lease_until is null or b.lease_until < now())",
            Long.class)
        .getSingleResult();
  }

  /** A node that stops in order lets others go on at once. */
  default void release(UUID node) {
    session()
        .createNativeMutationQuery(
            "update messaging.mailbox set node = null, lease_until = null where node = ?1")
        .setParameter(1, node)
        .executeUpdate();
  }

  /** How the account is reached, its password still sealed. */
  default Optional<MailServer> server(UUID workspaceId, UUID senderAccountId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select a.imap_host, a.imap_port, a.imap_security, a.imap_username,"
                          + " a.imap_password,"
                          + " a.oauth_since is not null and a.imap_username is not null"
                          + " from messaging.sender_account a"
                          + " where a.workspace_id = ? and a.id = ? and a.imap_host is not null")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, senderAccountId);
                try (var rows = statement.executeQuery()) {
                  return rows.next()
                      ? Optional.of(InboundRows.server(rows))
                      : Optional.<MailServer>empty();
                }
              }
            });
  }

  /**
   * The wait doubles with each refusal, from a minute to a quarter of an hour.
   *
   * @return empty when its owner knows already that it cannot be read
   */
  default Optional<TurnedAccount> loginRefused(
      UUID senderAccountId, String settings, String reason) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with before as materialized (
                        select b.sender_account_id, b.trouble is not null as told,
                               case when b.failed_settings = ? then b.failures + 1 else 1 end
                                 as failures
                          from messaging.mailbox b where b.sender_account_id = ? for update)
                      update messaging.mailbox b
                         set failures = f.failures, failed_settings = ?, trouble = ?,
                             next_login_at = clock_timestamp()
                               + least(60 * (2 ^ least(f.failures - 1, 8)), 900)
                                 * interval '1 second'
                        from before f join messaging.sender_account a
                          on a.id = f.sender_account_id
                       where b.sender_account_id = f.sender_account_id
                      returning a.id, a.workspace_id, a.address, not f.told
                      """)) {
                statement.setString(1, settings);
                statement.setObject(2, senderAccountId);
                statement.setString(3, settings);
                statement.setString(4, reason);
                return TroubleRows.turned(statement).stream().findFirst();
              }
            });
  }

  /** It cannot even be logged in to; it is tried on, and told of once. */
  default Optional<TurnedAccount> unreachable(UUID senderAccountId, String reason) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.mailbox b set trouble = ?
                        from messaging.sender_account a
                       where b.sender_account_id = ? and a.id = b.sender_account_id
                         and b.trouble is null
                      returning a.id, a.workspace_id, a.address, true
                      """)) {
                statement.setString(1, reason);
                statement.setObject(2, senderAccountId);
                return TroubleRows.turned(statement).stream().findFirst();
              }
            });
  }

  /** Returns the account when it had been in trouble. */
  default Optional<TurnedAccount> loginAccepted(UUID senderAccountId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with before as materialized (
                        select b.sender_account_id, b.trouble is not null as told
                          from messaging.mailbox b
                         where b.sender_account_id = ?
                           and (b.failures > 0 or b.trouble is not null) for update)
                      update messaging.mailbox b
                         set failures = 0, failed_settings = null, trouble = null,
                             next_login_at = null
                        from before f join messaging.sender_account a
                          on a.id = f.sender_account_id
                       where b.sender_account_id = f.sender_account_id
                      returning a.id, a.workspace_id, a.address, f.told
                      """)) {
                statement.setObject(1, senderAccountId);
                return TroubleRows.turned(statement).stream().findFirst();
              }
            });
  }

  /** Why its mail cannot be read; empty when it can, or was not tried yet. */
  default Optional<String> trouble(UUID workspaceId, UUID senderAccountId) {
    return session()
        .createNativeQuery(
            "select trouble from messaging.mailbox"
                + " where workspace_id = ?1 and sender_account_id = ?2 and trouble is not null",
            String.class)
        .setParameter(1, workspaceId)
        .setParameter(2, senderAccountId)
        .getResultList()
        .stream()
        .findFirst();
  }

  default Instant connectedAt(UUID senderAccountId) {
    return session()
        .createNativeQuery(
            "select connected_at from messaging.mailbox where sender_account_id = ?1",
            Instant.class)
        .setParameter(1, senderAccountId)
        .getSingleResult();
  }

  default Optional<MailboxCursor> cursor(UUID senderAccountId, String folder) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select uid_validity, last_uid, history_below, read_at"
                          + " from messaging.mailbox_cursor"
                          + " where sender_account_id = ? and folder = ?")) {
                statement.setObject(1, senderAccountId);
                statement.setString(2, folder);
                try (var rows = statement.executeQuery()) {
                  return rows.next()
                      ? Optional.of(
                          new MailboxCursor(
                              rows.getLong(1),
                              rows.getLong(2),
                              rows.getLong(3),
                              Columns.time(rows, 4)))
                      : Optional.<MailboxCursor>empty();
                }
              }
            });
  }

  /** Begins a folder anew, after all that it held has been dealt with. */
  default void begin(UUID workspaceId, UUID senderAccountId, String folder, MailboxCursor cursor) {
    session()
        .createNativeMutationQuery(
            """
            insert into messaging.mailbox_cursor (sender_account_id, folder, workspace_id,
                uid_validity, last_uid, history_below, read_at)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            on conflict (sender_account_id, folder) do update
               set uid_validity = excluded.uid_validity, last_uid = excluded.last_uid,
                   history_below = excluded.history_below, read_at = excluded.read_at
            """)
        .setParameter(1, senderAccountId)
        .setParameter(2, folder)
        .setParameter(3, workspaceId)
        .setParameter(4, cursor.uidValidity())
        .setParameter(5, cursor.lastUid())
        .setParameter(6, cursor.historyBelow())
        .setParameter(7, cursor.readAt().atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  /**
   * What was stored last of a folder's numbering: when the server had received which number.
   *
   * @param atMost how many
   */
  default Map<Long, Instant> newestStored(
      UUID senderAccountId, String folder, long uidValidity, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select i.uid, c.received_at
                        from (select message_id, uid from messaging.inbound_mail
                               where sender_account_id = ? and folder = ? and uid_validity = ?
                                 and uid is not null
                               order by uid desc limit ?) i
                        join messaging.message_content c using (message_id)
                      """)) {
                statement.setObject(1, senderAccountId);
                statement.setString(2, folder);
                statement.setLong(3, uidValidity);
                statement.setInt(4, atMost);
                var stored = new HashMap<Long, Instant>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    stored.put(rows.getLong(1), Columns.time(rows, 2));
                  }
                }
                return stored;
              }
            });
  }

  /** The numbers of a folder stand for other mails now. */
  default void forgetNumbers(UUID senderAccountId, String folder, long uidValidity) {
    session()
        .createNativeMutationQuery(
            "update messaging.inbound_mail set uid = null"
                + " where sender_account_id = ?1 and folder = ?2 and uid_validity = ?3"
                + " and uid is not null")
        .setParameter(1, senderAccountId)
        .setParameter(2, folder)
        .setParameter(3, uidValidity)
        .executeUpdate();
  }

  /** Never goes back, so two nodes that overlap for a moment cannot harm each other. */
  default void advance(
      UUID senderAccountId, String folder, long uidValidity, long uid, Instant readAt) {
    session()
        .createNativeMutationQuery(
            "update messaging.mailbox_cursor"
                + " set last_uid = greatest(last_uid, ?4), read_at = greatest(read_at, ?5)"
                + " where sender_account_id = ?1 and folder = ?2 and uid_validity = ?3")
        .setParameter(1, senderAccountId)
        .setParameter(2, folder)
        .setParameter(3, uidValidity)
        .setParameter(4, uid)
        .setParameter(5, readAt.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }
}
