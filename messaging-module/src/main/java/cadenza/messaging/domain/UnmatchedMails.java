package cadenza.messaging.domain;

import cadenza.messaging.api.UnmatchedCard;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Mails that wait for somebody who knows what they answer. */
@Repository(dataStore = "messaging")
public interface UnmatchedMails {
  StatelessSession session();

  /**
   * @param lookAgainAt when what it names may be known; null for never
   */
  default void mark(
      UUID messageId, String reason, List<String> relatedIds, @Nullable Instant lookAgainAt) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "update messaging.inbound_mail set unmatched = ?, related_ids = ?,"
                          + " look_again_at = ? where message_id = ?")) {
                statement.setString(1, reason);
                statement.setString(2, String.join(" ", relatedIds));
                statement.setObject(3, lookAgainAt == null ? null : InboundRows.utc(lookAgainAt));
                statement.setObject(4, messageId);
                statement.executeUpdate();
              }
            });
  }

  /** Those that wait, newest first. */
  default List<UnmatchedCard> list(
      UUID workspaceId, @Nullable UUID senderAccountId, @Nullable UUID before, int atMost) {
    var sql =
        UnmatchedRows.CARDS
            + " where i.workspace_id = ? and i.unmatched is not null and i.settled is null"
            + (senderAccountId == null ? "" : " and i.sender_account_id = ?")
            + (before == null ? "" : " and i.message_id < ?")
            + " order by i.message_id desc limit ?";
    return session()
        .doReturningWork(
            database -> {
              try (var statement = database.prepareStatement(sql)) {
                int i = 0;
                statement.setObject(++i, workspaceId);
                if (senderAccountId != null) {
                  statement.setObject(++i, senderAccountId);
                }
                if (before != null) {
                  statement.setObject(++i, before);
                }
                statement.setInt(++i, atMost);
                return UnmatchedRows.cards(statement);
              }
            });
  }

  /** One, whether it waits or is settled. */
  default Optional<UnmatchedCard> card(UUID workspaceId, UUID messageId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      UnmatchedRows.CARDS
                          + " where i.workspace_id = ? and i.message_id = ?"
                          + " and i.unmatched is not null and i.settled is distinct from 'erased'")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, messageId);
                return UnmatchedRows.cards(statement).stream().findFirst();
              }
            });
  }

  /** Waits for whoever settles it now, and for whoever writes into its thread. */
  default Optional<UnmatchedMail> locked(UUID workspaceId, UUID messageId) {
    return session()
        .doReturningWork(
            database -> {
              try (var mail =
                      database.prepareStatement(
                          "select from messaging.inbound_mail where workspace_id = ?"
                              + " and message_id = ? and unmatched is not null for update");
                  var thread =
                      database.prepareStatement(
                          "select from messaging.thread where workspace_id = ? and id ="
                              + " (select thread_id from messaging.message_content"
                              + " where message_id = ?) for update");
                  var statement =
                      database.prepareStatement(
                          UnmatchedRows.MAILS
                              + " where i.workspace_id = ? and i.message_id = ?"
                              + " and i.unmatched is not null")) {
                for (var each : List.of(mail, thread, statement)) {
                  each.setObject(1, workspaceId);
                  each.setObject(2, messageId);
                }
                mail.execute();
                thread.execute();
                return UnmatchedRows.mails(statement).stream().findFirst();
              }
            });
  }

  /**
   * Keeps a thread from being given up while something is written into it.
   *
   * @return false when it was; its mail stands in another one
   */
  default boolean holdThread(UUID workspaceId, UUID threadId) {
    return !session()
        .createNativeQuery(
            "select 1 from messaging.thread where workspace_id = ?1 and id = ?2 for key share",
            Integer.class)
        .setParameter(1, workspaceId)
        .setParameter(2, threadId)
        .getResultList()
        .isEmpty();
  }

  /**
   * Those to be looked at again now; each comes less and less often, and at last no more.
   *
   * @param pause after the first look; it doubles
   * @param looks how many there are
   */
  default List<UnmatchedKey> due(Instant now, Duration pause, int looks, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.inbound_mail i
                         set looks = i.looks + 1,
                             look_again_at = case when i.looks + 1 < ?
                               then ? + (? * interval '1 millisecond') * (1 << i.looks) end
                        from (select message_id from messaging.inbound_mail
                               where look_again_at <= ? order by look_again_at limit ?
                               for update skip locked) due
                       where i.message_id = due.message_id
                       returning i.workspace_id, i.message_id
                      """)) {
                statement.setInt(1, looks);
                statement.setObject(2, InboundRows.utc(now));
                statement.setLong(3, pause.toMillis());
                statement.setObject(4, InboundRows.utc(now));
                statement.setInt(5, atMost);
                var keys = new ArrayList<UnmatchedKey>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    keys.add(
                        new UnmatchedKey(
                            row.getObject(1, UUID.class), row.getObject(2, UUID.class)));
                  }
                }
                return keys;
              }
            });
  }

  /**
   * @param settled matched or dismissed
   */
  default void settle(
      UUID messageId,
      String settled,
      @Nullable String with,
      @Nullable ThreadMatch match,
      boolean otherSender,
      Instant at) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "update messaging.inbound_mail set settled = ?, settled_with = ?,"
                          + " settled_at = ?, look_again_at = null, matched_message_id = ?,"
                          + " matched_by = ?, other_sender = ? where message_id = ?")) {
                statement.setString(1, settled);
                InboundRows.setText(statement, 2, with);
                statement.setObject(3, InboundRows.utc(at));
                InboundRows.setUuid(statement, 4, match == null ? null : match.messageId());
                InboundRows.setText(statement, 5, match == null ? null : match.by());
                statement.setBoolean(6, otherSender);
                statement.setObject(7, messageId);
                statement.executeUpdate();
              }
            });
  }

  /** What a {@link #locked} mail is from now on, and whose. */
  default void attach(
      UnmatchedMail mail,
      InboundKind kind,
      UUID threadId,
      @Nullable UUID contactId,
      @Nullable UUID enrollmentId) {
    session()
        .doWork(
            database -> {
              UnmatchedRows.update(
                  database,
                  "update messaging.message set kind = ?, enrollment_id = ? where id = ?",
                  kind.name(),
                  enrollmentId,
                  mail.messageId());
              UnmatchedRows.update(
                  database,
                  "update messaging.message_content set thread_id = ?,"
                      + " contact_id = coalesce(?::uuid, contact_id) where message_id = ?",
                  threadId,
                  contactId,
                  mail.messageId());
              if (threadId.equals(mail.threadId())) {
                UnmatchedRows.update(
                    database,
                    "update messaging.thread set contact_id = coalesce(contact_id, ?::uuid)"
                        + " where workspace_id = ? and id = ?",
                    contactId,
                    mail.workspaceId(),
                    mail.threadId());
              } else {
                UnmatchedRows.update(
                    database,
                    "delete from messaging.thread t where t.workspace_id = ? and t.id = ?"
                        + " and not exists (select from messaging.message_content c"
                        + " where c.thread_id = t.id)",
                    mail.workspaceId(),
                    mail.threadId());
              }
            });
  }

  /** What was said last in that conversation of ours; empty when we never wrote there. */
  default Optional<ThreadMatch> lastOfThread(UUID workspaceId, UUID threadId) {
    return session()
        .doReturningWork(
            database ->
                UnmatchedRows.match(
                    database,
                    " where c.thread_id = ? and c.workspace_id = ?",
                    threadId,
                    workspaceId));
  }

  /** What was sent last for that enrollment. */
  default Optional<ThreadMatch> lastOfEnrollment(UUID workspaceId, UUID enrollmentId) {
    return session()
        .doReturningWork(
            database ->
                UnmatchedRows.match(
                    database,
                    " where m.enrollment_id = ? and not m.withdrawn and m.workspace_id = ?",
                    enrollmentId,
                    workspaceId));
  }

  /** What this account wrote to the contact last; it names no enrollment. */
  default Optional<ThreadMatch> lastToContact(
      UUID workspaceId, UUID senderAccountId, UUID contactId) {
    return session()
        .doReturningWork(
            database ->
                UnmatchedRows.match(
                    database,
                    " where t.contact_id = ? and t.workspace_id = ? and t.sender_account_id = ?",
                    contactId,
                    workspaceId,
                    senderAccountId))
        .map(ThreadMatch::ofContact);
  }

  /** The account that a thread belongs to. */
  default Optional<UUID> accountOfThread(UUID workspaceId, UUID threadId) {
    return session()
        .createNativeQuery(
            "select sender_account_id from messaging.thread where workspace_id = ?1 and id = ?2",
            UUID.class)
        .setParameter(1, workspaceId)
        .setParameter(2, threadId)
        .getResultStream()
        .findFirst();
  }

  /** Whom a thread is with, where that is known. */
  default Optional<UUID> contactOfThread(UUID workspaceId, UUID threadId) {
    return session()
        .createNativeQuery(
            "select contact_id from messaging.thread where workspace_id = ?1 and id = ?2"
                + " and contact_id is not null",
            UUID.class)
        .setParameter(1, workspaceId)
        .setParameter(2, threadId)
        .getResultStream()
        .findFirst();
  }

  /** The account that a message was sent from. */
  default Optional<UUID> accountOfMessage(UUID workspaceId, UUID messageId) {
    return session()
        .createNativeQuery(
            "select sender_account_id from messaging.message where workspace_id = ?1 and id = ?2",
            UUID.class)
        .setParameter(1, workspaceId)
        .setParameter(2, messageId)
        .getResultStream()
        .findFirst();
  }

  /**
   * How many mails this writer himself sent into the thread between these times; the limit is
   * enough. What came in then was stored later; clocks differ by less than a day.
   */
  default int writtenIn(
      UUID workspaceId, UUID threadId, String from, Instant since, Instant until, int limit) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select count(*) from (
                        select from messaging.message_content c
                          join messaging.message m on m.id = c.message_id
                          join messaging.inbound_mail i on i.message_id = c.message_id
                         where c.thread_id = ? and c.workspace_id = ? and c.created_at > ?
                           and c.received_at > ? and c.received_at <= ?
                           and c.from_key = lower(?)
                           and (m.kind in ('REPLY', 'OTHER') or i.looping)
                         limit ?) written
                      """)) {
                statement.setObject(1, threadId);
                statement.setObject(2, workspaceId);
                statement.setObject(3, InboundRows.utc(since.minus(Duration.ofDays(1))));
                statement.setObject(4, InboundRows.utc(since));
                statement.setObject(5, InboundRows.utc(until));
                statement.setString(6, from);
                statement.setInt(7, limit);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return row.getInt(1);
                }
              }
            });
  }

  /** Whether somebody has said that what this writer wrote there is the contact's. */
  default boolean isMatchedWith(UUID workspaceId, UUID threadId, String from, UUID contactId) {
    return !session()
        .createNativeQuery(
            "select 1 from messaging.message_content c"
                + " join messaging.inbound_mail i on i.message_id = c.message_id"
                + " where c.thread_id = ?1 and c.workspace_id = ?2"
                + " and c.from_key = lower(?3) and i.settled_with = ?4",
            Integer.class)
        .setParameter(1, threadId)
        .setParameter(2, workspaceId)
        .setParameter(3, from)
        .setParameter(4, "contact " + contactId)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Whether the workspace itself sends from this address. */
  default boolean isOwnAddress(UUID workspaceId, String address) {
    return !new ArrayList<>(
            session()
                .createNativeQuery(
                    "select 1 from messaging.sender_account where workspace_id = ?1"
                        + " and channel = 'EMAIL' and lower(address) = lower(?2)",
                    Integer.class)
                .setParameter(1, workspaceId)
                .setParameter(2, address)
                .getResultList())
        .isEmpty();
  }
}
