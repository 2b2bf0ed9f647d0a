package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Inbound messages, and what they are matched with. */
@Repository(dataStore = "messaging")
public interface InboundMessages {
  /** An answer whose headers were lost is matched to nothing older. */
  Duration ANSWERED_WITHIN = Duration.ofDays(90);

  /** Servers' clocks differ; an answer may seem to be a little older than its question. */
  Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  String MATCH_COLUMNS =
      """
      select c.rfc_message_id, c.message_id, c.thread_id, coalesce(c.contact_id, t.contact_id),
             m.enrollment_id, m.direction, c.to_address, c.subject, m.status
        from messaging.message m
        join messaging.message_content c on c.message_id = m.id
        join messaging.thread t on t.workspace_id = c.workspace_id and t.id = c.thread_id
      """;

  /**
   * What is known of a mail when it is stored.
   *
   * @param straySince from when on it is nobody's; null where its contact is known
   */
  record Judged(
      @Nullable ThreadMatch match,
      boolean otherSender,
      boolean looping,
      @Nullable Instant straySince) {}

  StatelessSession session();

  /** Which of these ids are of messages that this account itself sent. */
  default Set<String> ownAmong(UUID workspaceId, UUID senderAccountId, List<String> ids) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select c.rfc_message_id from messaging.message_content c
                        join messaging.message m on m.id = c.message_id
                       where c.sender_account_id = ? and c.rfc_message_id = any (?)
                         and c.workspace_id = ? and m.direction = 'OUTBOUND'
                      """)) {
                statement.setObject(1, senderAccountId);
                SqlArrays.texts(statement, 2, ids, id -> id);
                statement.setObject(3, workspaceId);
                var own = new HashSet<String>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    own.add(rows.getString(1));
                  }
                }
                return own;
              }
            });
  }

  /**
   * The first of these ids that this account knows. An id of an inbound message leads to the
   * thread, and there to what we wrote last.
   *
   * @param relatedIds the best first
   */
  default Optional<ThreadMatch> matchByIds(
      UUID workspaceId, UUID senderAccountId, List<String> relatedIds) {
    if (relatedIds.isEmpty()) {
      return Optional.empty();
    }
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      MATCH_COLUMNS
                          + " where c.sender_account_id = ? and c.rfc_message_id = any (?)"
                          + " and c.workspace_id = ?"
                          + " order by m.direction, c.created_at desc")) {
                statement.setObject(1, senderAccountId);
                SqlArrays.texts(statement, 2, relatedIds, id -> id);
                statement.setObject(3, workspaceId);
                var found = new HashMap<String, ThreadMatch>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    // Ours first, where an id is both ours and, by a forger, theirs.
                    found.merge(
                        rows.getString(1),
                        InboundRows.matchOf(rows, "header"),
                        (ours, theirs) -> theirs);
                  }
                }
                return relatedIds.stream().filter(found::containsKey).findFirst().map(found::get);
              }
            })
        .map(
            match ->
                match.sent() ? match : InboundRows.withLastSent(session(), workspaceId, match));
  }

  /**
   * For an answer without usable headers: the newest conversation in which an enrollment's message
   * went to this address under this subject. It names the enrollment only when there is just one.
   * Reads the account's index of accepted messages, so the hot path pays for no index that only
   * lost headers need.
   */
  default Optional<ThreadMatch> matchBySubject(
      UUID workspaceId,
      UUID senderAccountId,
      String fromAddress,
      String subject,
      Instant receivedAt) {
    var wanted = SubjectLine.normalised(subject);
    if (wanted.isEmpty() || fromAddress.isEmpty()) {
      return Optional.empty();
    }
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      MATCH_COLUMNS
                          + " where c.sender_account_id = ? and m.accepted_at between ? and ?"
                          + " and c.received_at is null and m.enrollment_id is not null"
                          + " and c.workspace_id = ? and c.to_key in (lower(?), lower(?))"
                          + " order by m.accepted_at desc limit 500")) {
                statement.setObject(1, senderAccountId);
                statement.setObject(2, InboundRows.utc(receivedAt.minus(ANSWERED_WITHIN)));
                statement.setObject(3, InboundRows.utc(receivedAt.plus(CLOCKS_DIFFER)));
                statement.setObject(4, workspaceId);
                statement.setString(5, fromAddress);
                statement.setString(6, MailAddress.readable(fromAddress));
                var candidates = new ArrayList<ThreadMatch>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    if (SubjectLine.normalised(rows.getString(8)).equals(wanted)) {
                      candidates.add(InboundRows.matchOf(rows, "subject"));
                    }
                  }
                }
                return InboundRows.newest(candidates);
              }
            });
  }

  /**
   * For what somebody writes anew to whom this account has written of late: it answers no message
   * in particular, and none is guessed.
   */
  default Optional<ThreadMatch> matchByContact(
      UUID workspaceId, UUID senderAccountId, UUID contactId, Instant receivedAt) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      MATCH_COLUMNS
                          + " where t.contact_id = ? and t.workspace_id = ?"
                          + " and t.sender_account_id = ? and m.direction = 'OUTBOUND'"
                          + " and m.begun_at between ? and ? order by m.begun_at desc limit 1")) {
                statement.setObject(1, contactId);
                statement.setObject(2, workspaceId);
                statement.setObject(3, senderAccountId);
                statement.setObject(4, InboundRows.utc(receivedAt.minus(ANSWERED_WITHIN)));
                statement.setObject(5, InboundRows.utc(receivedAt.plus(CLOCKS_DIFFER)));
                try (var row = statement.executeQuery()) {
                  return row.next()
                      ? Optional.of(InboundRows.matchOf(row, ThreadMatch.BY_CONTACT))
                      : Optional.<ThreadMatch>empty();
                }
              }
            })
        .map(ThreadMatch::withoutEnrollment);
  }

  /** This transaction fails where it would wait longer for a row that another one holds. */
  default void waitAtMost(Duration patience) {
    session()
        .createNativeQuery("select set_config('lock_timeout', ?1, true)", String.class)
        .setParameter(1, patience.toMillis() + "ms")
        .getSingleResult();
  }

  /** Accounts are locked before messages. */
  default void holdAccount(UUID workspaceId, UUID senderAccountId) {
    session()
        .createNativeQuery(
            "select 1 from messaging.sender_account where workspace_id = ?1 and id = ?2"
                + " for no key update",
            Integer.class)
        .setParameter(1, workspaceId)
        .setParameter(2, senderAccountId)
        .getResultList();
  }

  /** The message that was stored for this mail before. */
  default Optional<UUID> known(UUID senderAccountId, String identity) {
    return session()
        .createNativeQuery(
            "select message_id from messaging.inbound_mail"
                + " where sender_account_id = ?1 and identity = ?2",
            UUID.class)
        .setParameter(1, senderAccountId)
        .setParameter(2, identity)
        .getResultStream()
        .findFirst();
  }

  /**
   * Makes this mail this message, once for all nodes: another transaction with the same mail waits
   * here and then gets false.
   *
   * @param uid null where the folder's numbering is not to be trusted
   */
  default boolean claim(
      UUID messageId,
      Arrival arrival,
      String identity,
      String rfcMessageId,
      @Nullable Long uid,
      Judged judged) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.inbound_mail (message_id, workspace_id,
                          sender_account_id, identity, rfc_message_id, folder, uid_validity, uid,
                          history, matched_message_id, matched_by, other_sender, looping,
                          stray_since)
                      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      on conflict do nothing
                      """)) {
                statement.setObject(1, messageId);
                statement.setObject(2, arrival.workspaceId());
                statement.setObject(3, arrival.senderAccountId());
                statement.setString(4, identity);
                statement.setString(5, rfcMessageId);
                statement.setString(6, arrival.folder());
                statement.setLong(7, arrival.uidValidity());
                if (uid == null) {
                  statement.setNull(8, Types.BIGINT);
                } else {
                  statement.setLong(8, uid);
                }
                statement.setBoolean(9, arrival.history());
                var match = judged.match();
                InboundRows.setUuid(statement, 10, match == null ? null : match.messageId());
                InboundRows.setText(statement, 11, match == null ? null : match.by());
                statement.setBoolean(12, judged.otherSender());
                statement.setBoolean(13, judged.looping());
                var stray = judged.straySince();
                statement.setObject(14, stray == null ? null : InboundRows.utc(stray));
                return statement.executeUpdate() == 1;
              }
            });
  }

  default void openThread(
      UUID threadId,
      UUID workspaceId,
      UUID senderAccountId,
      @Nullable UUID contactId,
      String subject,
      Instant at) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "insert into messaging.thread (id, workspace_id, sender_account_id,"
                          + " contact_id, subject, created_at) values (?, ?, ?, ?, ?, ?)")) {
                statement.setObject(1, threadId);
                statement.setObject(2, workspaceId);
                statement.setObject(3, senderAccountId);
                InboundRows.setUuid(statement, 4, contactId);
                statement.setString(5, subject);
                statement.setObject(6, InboundRows.utc(at));
                statement.executeUpdate();
              }
            });
  }

  /** Writes the message and what it says; {@code test} follows from the account. */
  default void store(
      UUID messageId,
      Arrival arrival,
      InboundMail mail,
      InboundKind kind,
      String rfcMessageId,
      UUID threadId,
      @Nullable UUID contactId,
      @Nullable UUID enrollmentId,
      Instant at) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.message (id, workspace_id, sender_account_id,
                          direction, status, kind, enrollment_id, created_at, test, reason)
                      select ?, a.workspace_id, a.id, 'INBOUND', 'RECEIVED', ?, ?, ?, a.sandbox, ?
                        from messaging.sender_account a where a.workspace_id = ? and a.id = ?
                      """)) {
                statement.setObject(1, messageId);
                statement.setString(2, kind.name());
                InboundRows.setUuid(statement, 3, enrollmentId);
                statement.setObject(4, InboundRows.utc(at));
                InboundRows.setText(statement, 5, mail.defect());
                statement.setObject(6, arrival.workspaceId());
                statement.setObject(7, arrival.senderAccountId());
                if (statement.executeUpdate() != 1) {
                  throw new IllegalStateException("No such account: " + arrival.senderAccountId());
                }
              }
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.message_content (message_id, workspace_id,
                          sender_account_id, thread_id, contact_id, from_address, from_name,
                          to_address, subject, body_text, body_html, rfc_message_id, in_reply_to,
                          reference_ids, created_at, received_at, reply_text, reply_to_address)
                      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      """)) {
                statement.setObject(1, messageId);
                statement.setObject(2, arrival.workspaceId());
                statement.setObject(3, arrival.senderAccountId());
                statement.setObject(4, threadId);
                InboundRows.setUuid(statement, 5, contactId);
                statement.setString(6, mail.fromAddress());
                statement.setString(7, mail.fromName());
                statement.setString(
                    8, mail.toAddress().isEmpty() ? arrival.ownAddress() : mail.toAddress());
                statement.setString(9, mail.subject());
                InboundRows.setText(statement, 10, mail.text());
                InboundRows.setText(statement, 11, mail.html());
                statement.setString(12, rfcMessageId);
                InboundRows.setText(
                    statement, 13, mail.inReplyTo().isEmpty() ? null : mail.inReplyTo().get(0));
                InboundRows.setText(
                    statement,
                    14,
                    mail.references().isEmpty() ? null : String.join(" ", mail.references()));
                statement.setObject(15, InboundRows.utc(at));
                statement.setObject(16, InboundRows.utc(arrival.receivedAt()));
                InboundRows.setText(
                    statement,
                    17,
                    kind.isReadByPeople() && kind != InboundKind.LIST
                        ? ReplyText.of(mail.words())
                        : null);
                InboundRows.setText(
                    statement,
                    18,
                    mail.replyTo().isEmpty() || mail.replyTo().equalsIgnoreCase(mail.fromAddress())
                        ? null
                        : mail.replyTo());
                statement.executeUpdate();
              }
            });
  }
}
