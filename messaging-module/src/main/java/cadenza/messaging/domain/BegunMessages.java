package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.domain.OutgoingMessages.Withdrawn;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * Messages between their begin and their end: whoever begins one holds it by a fence and a lease,
 * which runs on the database's clock.
 */
@Repository(dataStore = "messaging")
public interface BegunMessages {
  String CONTENT_COLUMNS =
      """
      c.thread_id, c.contact_id, c.from_address, c.from_name, c.to_address, c.to_name, c.subject,
      c.body_text, c.body_html, c.rfc_message_id, c.in_reply_to, c.reference_ids,
      b.enrollment_id is not null and coalesce(s.list_unsubscribe, true),
      c.trackable and s.track_opens, c.trackable and s.track_clicks, s.tracking_domain,
      c.reply_to_address, c.cc_addresses, c.bcc_addresses,
      b.enrollment_id is null and exists (
        select from messaging.attachment a where a.message_id = c.message_id)
      """;

  /** Behind the rows that are named {@code b}. */
  String CONTENT_TABLES =
      """
      join messaging.message_content c on c.message_id = b.id
      left join messaging.mail_settings s on s.workspace_id = c.workspace_id
      """;

  /**
   * @param owner stays the same when the same begin is asked for again, because the answer to its
   *     commit was lost
   */
  record Wanted(UUID messageId, UUID owner) {}

  StatelessSession session();

  /**
   * QUEUED to SENDING, with a new fence and a lease, for what is there, may go now, and is not
   * locked by anybody. What is wanted and not returned is somebody else's or must wait.
   */
  default List<BegunMessage> begin(List<Wanted> wanted, Duration lease) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with wanted as (
                        select * from unnest(?::uuid[], ?::uuid[]) as w (id, owner)
                      ), locked as materialized (
                        select m.id, w.owner, a.minimum_gap_millis, a.version
                          from wanted w
                          join messaging.message m on m.id = w.id
                          join messaging.sender_account a on a.id = m.sender_account_id
                         where a.status = 'ACTIVE'
                           and (a.rests_until is null or a.rests_until <= now())
                           and not m.test
                           and ((m.status = 'QUEUED'
                               and (m.next_attempt_at is null or m.next_attempt_at <= now()))
                             or (m.status in ('SENDING', 'UNKNOWN')
                               and m.lease_owner = w.owner and not m.stopped))
                         order by m.id
                           for no key update of m skip locked
                      ), begun as (
                        update messaging.message m
                           set status = 'SENDING', fence = m.fence + 1, begun_at = now(),
                               lease_until = now() + ? * interval '1 millisecond',
                               lease_owner = l.owner, next_attempt_at = null
                          from locked l where m.id = l.id
                        returning m.*, l.minimum_gap_millis, l.version
                      )
                      select b.id, b.workspace_id, b.sender_account_id, b.enrollment_id,
                             b.step_number, b.fence, b.attempts, b.created_at, b.begun_at,
                             b.not_after, b.lease_owner, b.minimum_gap_millis, b.version,
                      """
                          + CONTENT_COLUMNS
                          + " from begun b "
                          + CONTENT_TABLES
                          + " order by b.id")) {
                SqlArrays.uuids(statement, 1, wanted, Wanted::messageId);
                SqlArrays.uuids(statement, 2, wanted, Wanted::owner);
                statement.setLong(3, lease.toMillis());
                return MessageRows.messages(statement);
              }
            });
  }

  /**
   * Writes what became of begun messages. A row whose fence has moved on is left alone; one that
   * was stopped meanwhile is not queued again but cancelled.
   *
   * @return what was written, and the status it has now
   */
  default Map<UUID, MessageStatus> settle(List<Settlement> settlements) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.message m
                         set status = case when m.stopped and r.status = 'QUEUED' then 'CANCELLED'
                                      else r.status end,
                             accepted_at = r.accepted_at,
                             next_attempt_at = r.next_attempt_at, reason = r.reason,
                             attempts = m.attempts + r.judged, lease_until = null,
                             lease_owner = null
                        from unnest(?::uuid[], ?::int[], ?::text[], ?::timestamptz[],
                               ?::timestamptz[], ?::text[], ?::int[])
                          as r (id, fence, status, accepted_at, next_attempt_at, reason, judged)
                       where m.id = r.id and m.fence = r.fence
                         and m.status in ('SENDING', 'UNKNOWN')
                      returning m.id, m.status
                      """)) {
                int i = 0;
                SqlArrays.uuids(statement, ++i, settlements, s -> s.message().id());
                SqlArrays.integers(statement, ++i, settlements, s -> s.message().fence());
                SqlArrays.texts(statement, ++i, settlements, s -> s.status().name());
                SqlArrays.instants(statement, ++i, settlements, Settlement::acceptedAt);
                SqlArrays.instants(statement, ++i, settlements, Settlement::nextAttemptAt);
                SqlArrays.texts(statement, ++i, settlements, Settlement::reason);
                SqlArrays.integers(statement, ++i, settlements, s -> s.judged() ? 1 : 0);
                var written = new HashMap<UUID, MessageStatus>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    written.put(
                        rows.getObject(1, UUID.class), MessageStatus.valueOf(rows.getString(2)));
                  }
                }
                return written;
              }
            });
  }

  /** Longer leases for what is still in hand; tells what is. */
  default Set<UUID> renew(List<BegunMessage> inHand, Duration lease) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with locked as materialized (
                        select m.id
                          from unnest(?::uuid[], ?::int[]) as r (id, fence)
                          join messaging.message m on m.id = r.id and m.fence = r.fence
                         where m.status = 'SENDING'
                         order by m.id for no key update of m)
                      update messaging.message m
                         set lease_until = now() + ? * interval '1 millisecond'
                        from locked l where m.id = l.id and m.status = 'SENDING'
                      returning m.id
                      """)) {
                SqlArrays.uuids(statement, 1, inHand, BegunMessage::id);
                SqlArrays.integers(statement, 2, inHand, BegunMessage::fence);
                statement.setLong(3, lease.toMillis());
                return MessageRows.ids(statement);
              }
            });
  }

  /** Whether the message is still this begin's, and its account may still send. */
  default boolean isStillBegun(UUID messageId, int fence) {
    return !session()
        .createNativeQuery(
            "select 1 from messaging.message m"
                + " join messaging.sender_account a on a.id = m.sender_account_id"
                + " where m.id = ?1 and m.fence = ?2 and m.status = 'SENDING'"
                + " and not m.stopped and a.status = 'ACTIVE'",
            Integer.class)
        .setParameter(1, messageId)
        .setParameter(2, fence)
        .getResultList()
        .isEmpty();
  }

  /**
   * Whether the gap of an account lets one more message go now. Locks the account for the rest of
   * the transaction; a lock that somebody else holds means no.
   *
   * @param except begun messages that ask
   */
  default boolean gapIsOver(UUID senderAccountId, List<UUID> except, Instant now) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with account as materialized (
                        select id, minimum_gap_millis from messaging.sender_account
                         where id = ? for no key update skip locked)
                      select 1 from account a
                       where not exists (
                               select 1 from messaging.message m
                                where m.sender_account_id = a.id and m.open
                                  and m.status = 'SENDING' and m.id <> all (?))
                         and not exists (
                               select 1 from messaging.message m
                                where m.sender_account_id = a.id
                                  and m.accepted_at
                                    > ?::timestamptz
                                      - a.minimum_gap_millis * interval '1 millisecond')
                      """)) {
                statement.setObject(1, senderAccountId);
                SqlArrays.uuids(statement, 2, except, id -> id);
                statement.setObject(3, now.atOffset(ZoneOffset.UTC));
                try (var rows = statement.executeQuery()) {
                  return rows.next();
                }
              }
            });
  }

  /** SENDING with its lease run out becomes UNKNOWN: nobody can say whether it left. */
  default List<Withdrawn> expireLeases(int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.message m
                         set status = 'UNKNOWN', reason = 'the sending was interrupted'
                       where m.id in (
                         select e.id from messaging.message e
                          where e.open and e.status = 'SENDING' and e.lease_until < now()
                          order by e.id limit ? for no key update skip locked)
                      returning m.id, m.workspace_id, m.enrollment_id, m.step_number
                      """)) {
                statement.setInt(1, atMost);
                return MessageRows.withdrawn(statement);
              }
            });
  }

  /** Begins what a test workspace has queued, to be settled at once. */
  default List<BegunMessage> beginCaptured(UUID workspaceId, Instant at, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with locked as materialized (
                        select m.id, a.minimum_gap_millis, a.version
                          from messaging.message m
                          join messaging.sender_account a on a.id = m.sender_account_id
                         where m.workspace_id = ? and m.test and m.open and m.status = 'QUEUED'
                           and a.sandbox and a.status = 'ACTIVE'
                           and a.workspace_id = m.workspace_id
                           and (m.next_attempt_at is null or m.next_attempt_at <= ?)
                         order by m.id limit ?
                           for no key update of m skip locked
                      ), begun as (
                        update messaging.message m
                           set status = 'SENDING', fence = m.fence + 1, begun_at = ?,
                               lease_until = now() + interval '1 minute', next_attempt_at = null
                          from locked l where m.id = l.id
                        returning m.*, l.minimum_gap_millis, l.version
                      )
                      select b.id, b.workspace_id, b.sender_account_id, b.enrollment_id,
                             b.step_number, b.fence, b.attempts, b.created_at, b.begun_at,
                             b.not_after, b.id, b.minimum_gap_millis, b.version,
                      """
                          + CONTENT_COLUMNS
                          + " from begun b "
                          + CONTENT_TABLES
                          + " order by b.due_at, b.id")) {
                var time = at.atOffset(ZoneOffset.UTC);
                statement.setObject(1, workspaceId);
                statement.setObject(2, time);
                statement.setInt(3, atMost);
                statement.setObject(4, time);
                return MessageRows.messages(statement);
              }
            });
  }

  /** A message of unknown outcome, locked, as its settling needs it. */
  default Optional<BegunMessage> lockUnknown(UUID workspaceId, UUID messageId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select b.id, b.workspace_id, b.sender_account_id, b.enrollment_id,
                             b.step_number, b.fence, b.attempts, b.created_at, b.begun_at,
                             b.not_after, b.id, 0, 0,
                      """
                          + CONTENT_COLUMNS
                          + " from messaging.message b "
                          + CONTENT_TABLES
                          + " where b.workspace_id = ? and b.id = ?"
                          + " and b.status = 'UNKNOWN' for no key update of b")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, messageId);
                return MessageRows.messages(statement).stream().findFirst();
              }
            });
  }

  /**
   * Puts off one queued message, and says why; also when it was begun by whoever asks, because then
   * the answer to the begin was lost and nothing was said.
   */
  default void hold(Wanted wanted, String reason, Duration pause) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.message
                         set status = 'QUEUED', reason = ?, lease_until = null, lease_owner = null,
                             next_attempt_at = now() + ? * interval '1 millisecond'
                       where id = ? and (status = 'QUEUED' or (status = 'SENDING'
                         and lease_owner = ? and not stopped))
                      """)) {
                statement.setString(1, reason);
                statement.setLong(2, pause.toMillis());
                statement.setObject(3, wanted.messageId());
                statement.setObject(4, wanted.owner());
                statement.executeUpdate();
              }
            });
  }

  /** When the next message of a test workspace that was put off may go. */
  default Optional<Instant> nextCaptured(UUID workspaceId, Instant after) {
    return session()
        .createNativeQuery(
            "select next_attempt_at from messaging.message where workspace_id = ?1 and test and open"
                + " and status = 'QUEUED' and next_attempt_at > ?2 order by 1 limit 1",
            Instant.class)
        .setParameter(1, workspaceId)
        .setParameter(2, after)
        .getResultList()
        .stream()
        .findFirst();
  }

  /** Whether its enrollment was stopped after it had begun. */
  default boolean isStopped(UUID workspaceId, UUID messageId) {
    return session()
        .createNativeQuery(
            "select stopped from messaging.message where workspace_id = ?1 and id = ?2",
            Boolean.class)
        .setParameter(1, workspaceId)
        .setParameter(2, messageId)
        .getSingleResult();
  }
}
