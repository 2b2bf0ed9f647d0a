package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.SendMessage;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Outbound messages, in sets: what a batch of steps needs is one statement, whatever its size.
 * Leases run on the database's clock.
 */
@Repository(dataStore = "messaging")
public interface OutgoingMessages {
  /** A message id and the account it waits for. */
  record Waiting(UUID messageId, UUID senderAccountId) {}

  /** A message that was taken out of the queue before it began. */
  record Withdrawn(
      UUID messageId, UUID workspaceId, @Nullable UUID enrollmentId, @Nullable Integer step) {}

  @Query("from Message where workspaceId = :workspaceId and id = :id")
  Optional<Message> withId(UUID workspaceId, UUID id);

  StatelessSession session();

  /**
   * Writes messages, contents and newly opened threads. A message in an existing thread gets that
   * thread's subject and answers the latest message there, whoever said it: the previous step, or
   * what the contact answered to it.
   *
   * @return what was written; a repeat of an earlier order is not
   */
  default List<Waiting> queue(List<NewMessage> messages) {
    return session().doReturningWork(database -> QueueStatements.queue(database, messages));
  }

  /** Which of these orders have a message already, theirs or another for the same step. */
  default Set<UUID> standing(List<SendMessage> orders) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select o.id
                        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::int[])
                          as o (id, workspace_id, enrollment_id, step_number, occurrence)
                       where exists (
                         select 1 from messaging.message m
                          where m.enrollment_id = o.enrollment_id
                            and m.step_number = o.step_number and m.occurrence = o.occurrence
                            and not m.withdrawn and m.workspace_id = o.workspace_id)
                      """)) {
                SqlArrays.uuids(statement, 1, orders, SendMessage::messageId);
                SqlArrays.uuids(statement, 2, orders, SendMessage::workspaceId);
                SqlArrays.uuids(statement, 3, orders, SendMessage::enrollmentId);
                SqlArrays.integers(statement, 4, orders, SendMessage::stepNumber);
                SqlArrays.integers(statement, 5, orders, SendMessage::occurrence);
                return MessageRows.ids(statement);
              }
            });
  }

  /** Which of these have an answer that names them: somebody has them in hand. */
  default List<Withdrawn> answered(List<UUID> messageIds) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select m.id, m.workspace_id, m.enrollment_id, m.step_number
                        from messaging.message m
                       where m.id = any (?) and exists (
                         select 1 from messaging.message_content said
                           join messaging.message_content c on c.thread_id = said.thread_id
                           join messaging.inbound_mail i on i.message_id = c.message_id
                          where said.message_id = m.id
                            and i.matched_message_id = m.id and i.matched_by = 'header')
                       order by m.id
                      """)) {
                SqlArrays.uuids(statement, 1, messageIds, id -> id);
                return MessageRows.withdrawn(statement);
              }
            });
  }

  /**
   * Queued messages whose wake-up was lost, or whose next attempt has come, a few of each account:
   * what one account has waiting takes nothing from the others.
   *
   * @param supplied accounts that have enough to do
   */
  default List<Waiting> stranded(Duration after, int atMostEach, List<UUID> supplied) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select w.id, a.id
                        from messaging.sender_account a
                        cross join lateral (
                          select m.id from messaging.message m
                           where m.sender_account_id = a.id and m.open and m.status = 'QUEUED'
                             and not m.test
                             and ((m.next_attempt_at is null
                                 and m.created_at < now() - ? * interval '1 millisecond')
                               or m.next_attempt_at <= now())
                           order by m.created_at limit ?) w
                       where a.status = 'ACTIVE'
                         and (a.rests_until is null or a.rests_until <= now())
                         and a.id <> all (?)
                      """)) {
                statement.setLong(1, after.toMillis());
                statement.setInt(2, atMostEach);
                SqlArrays.uuids(statement, 3, supplied, id -> id);
                return MessageRows.waiting(statement);
              }
            });
  }

  /** Everything queued for one account, oldest first. */
  default List<Waiting> queuedOf(UUID senderAccountId, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select m.id, m.sender_account_id from messaging.message m
                       where m.sender_account_id = ? and m.open and m.status = 'QUEUED'
                         and not m.test
                         and (m.next_attempt_at is null or m.next_attempt_at <= now())
                       order by m.due_at limit ?
                      """)) {
                statement.setObject(1, senderAccountId);
                statement.setInt(2, atMost);
                return MessageRows.waiting(statement);
              }
            });
  }

  /**
   * The stop: what these enrollments have queued will not begin. Waits for a begin that is being
   * committed, so afterwards a message is either cancelled or had begun; one that had begun is
   * marked, and leaves now or never.
   *
   * @return what was cancelled
   */
  default List<Withdrawn> withdraw(UUID workspaceId, List<UUID> enrollmentIds, String reason) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with locked as materialized (
                        select m.id from messaging.message m
                         where m.enrollment_id = any (?) and m.workspace_id = ?
                           and not m.withdrawn and m.open
                         order by m.id for no key update
                      ), stopped as (
                        update messaging.message m
                           set status = case when m.status = 'QUEUED' then 'CANCELLED'
                                             else m.status end,
                               stopped = true, reason = ?
                          from locked l where m.id = l.id and m.open
                        returning m.id, m.workspace_id, m.enrollment_id, m.step_number, m.status)
                      select id, workspace_id, enrollment_id, step_number from stopped
                       where status = 'CANCELLED'
                      """)) {
                SqlArrays.uuids(statement, 1, enrollmentIds, id -> id);
                statement.setObject(2, workspaceId);
                statement.setString(3, reason);
                return MessageRows.withdrawn(statement);
              }
            });
  }

  /** Whom one of our messages was written to, in whatever workspace; an erased one is nobody. */
  default Optional<WrittenTo> writtenTo(UUID messageId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select m.workspace_id, m.id, c.contact_id, m.enrollment_id, c.to_address,
                             c.cc_addresses, c.bcc_addresses
                        from messaging.message m
                        join messaging.message_content c on c.message_id = m.id
                       where m.id = ? and m.direction = 'OUTBOUND' and c.to_address <> ''
                      """)) {
                statement.setObject(1, messageId);
                return MessageRows.writtenTo(statement);
              }
            });
  }

  /** What is decided of one address of a workspace is decided one after the other. */
  default void takeTurns(UUID workspaceId, String address) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select pg_advisory_xact_lock(hashtextextended(lower(?), 7))")) {
                statement.setString(1, workspaceId + "/" + address);
                statement.execute();
              }
            });
  }

  /** How many outbound messages wait or are begun, for the gauges. */
  default long open() {
    return session()
        .createNativeQuery(
            "select count(*) from messaging.message where open and status in ('QUEUED', 'SENDING')",
            Long.class)
        .getSingleResult();
  }
}
