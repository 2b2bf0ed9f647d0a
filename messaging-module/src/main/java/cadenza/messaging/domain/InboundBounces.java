package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What reports said about recipients. */
@Repository(dataStore = "messaging")
public interface InboundBounces {
  /** A report without the message's id is about one that left not longer ago. */
  Duration REPORTED_WITHIN = Duration.ofDays(7);

  StatelessSession session();

  default void store(
      UUID workspaceId, UUID senderAccountId, UUID reportId, List<BounceRow> rows, Instant at) {
    if (rows.isEmpty()) {
      return;
    }
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.inbound_bounce (message_id, position, workspace_id,
                          sender_account_id, recipient, action, status, reply_code, reason, class,
                          bounced_message_id, address, diagnostic, created_at)
                      select ?, b.position, ?, ?, b.recipient, b.action, b.status, b.reply_code,
                             b.reason, b.class, b.bounced_message_id, lower(b.address), b.diagnostic, ?
                        from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[], ?::uuid[], ?::text[], ?::text[])
                          as b (position, recipient, action, status, reply_code, reason, class,
                                bounced_message_id, address, diagnostic)
                      """)) {
                statement.setObject(1, reportId);
                statement.setObject(2, workspaceId);
                statement.setObject(3, senderAccountId);
                statement.setObject(4, InboundRows.utc(at));
                SqlArrays.integers(statement, 5, rows, BounceRow::position);
                SqlArrays.texts(statement, 6, rows, row -> row.said().recipient());
                SqlArrays.texts(statement, 7, rows, row -> row.said().action().name());
                SqlArrays.texts(statement, 8, rows, row -> row.said().status());
                SqlArrays.texts(statement, 9, rows, row -> row.said().replyCode());
                SqlArrays.texts(statement, 10, rows, row -> row.said().reason().word());
                SqlArrays.texts(statement, 11, rows, row -> row.said().bounceClass().name());
                SqlArrays.uuids(statement, 12, rows, BounceRow::bouncedId);
                SqlArrays.texts(statement, 13, rows, BounceRow::bouncedAddress);
                SqlArrays.texts(statement, 14, rows, row -> row.said().diagnostic());
                statement.executeUpdate();
              }
            });
  }

  /** The recipients that were refused, of whom nobody knows which message came back. */
  default List<BounceRow> unmatchedOf(UUID workspaceId, UUID reportId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select position, recipient, status, reply_code, reason,"
                          + " coalesce(diagnostic, '') from messaging.inbound_bounce"
                          + " where message_id = ? and workspace_id = ? and action = 'FAILED'"
                          + " and bounced_message_id is null order by position")) {
                statement.setObject(1, reportId);
                statement.setObject(2, workspaceId);
                var rows = new ArrayList<BounceRow>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    rows.add(
                        new BounceRow(
                            row.getInt(1),
                            new Bounce(
                                row.getString(2),
                                DeliveryAction.FAILED,
                                row.getString(3),
                                row.getString(4),
                                BounceReason.of(row.getString(5)),
                                row.getString(6)),
                            null));
                  }
                }
                return rows;
              }
            });
  }

  /** It is known now which message came back. */
  default void attach(UUID reportId, int position, WrittenTo bounced) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "update messaging.inbound_bounce set bounced_message_id = ?,"
                          + " address = lower(?) where message_id = ? and position = ?")) {
                statement.setObject(1, bounced.messageId());
                statement.setString(2, bounced.address());
                statement.setObject(3, reportId);
                statement.setInt(4, position);
                statement.executeUpdate();
              }
            });
  }

  /** With many reports in a row that the sender is refused, the account is troubled. */
  default Optional<TurnedAccount> blocked(UUID senderAccountId, String reason, Instant at) {
    return TroubleRows.blocked(session(), senderAccountId, reason, at);
  }

  /** How many messages to the address came back since then, for a reason that may pass. */
  default long passing(UUID workspaceId, String address, Instant since) {
    return session()
        .createNativeQuery(
            "select count(distinct bounced_message_id) from messaging.inbound_bounce"
                + " where workspace_id = ?1 and address = lower(?2) and created_at >= ?3"
                + " and action = 'FAILED' and class in ('SOFT', 'UNKNOWN')",
            Long.class)
        .setParameter(1, workspaceId)
        .setParameter(2, address)
        .setParameter(3, InboundRows.utc(since))
        .getSingleResult();
  }

  /**
   * The newest message of this account to that address. Reads the account's index of accepted
   * messages: only reports that have lost the message's id ask.
   */
  default Optional<WrittenTo> lastWrittenTo(
      UUID workspaceId, UUID senderAccountId, String address, Instant receivedAt) {
    if (address.isEmpty()) {
      return Optional.empty();
    }
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select m.workspace_id, m.id, c.contact_id, m.enrollment_id, c.to_address,
                             c.cc_addresses, c.bcc_addresses
                        from messaging.message_content c
                        join messaging.message m on m.id = c.message_id
                       where c.sender_account_id = ? and m.accepted_at between ? and ?
                         and c.received_at is null and c.workspace_id = ?
                         and c.to_key = lower(?)
                       order by m.accepted_at desc limit 1
                      """)) {
                statement.setObject(1, senderAccountId);
                statement.setObject(2, InboundRows.utc(receivedAt.minus(REPORTED_WITHIN)));
                statement.setObject(
                    3, InboundRows.utc(receivedAt.plus(InboundMessages.CLOCKS_DIFFER)));
                statement.setObject(4, workspaceId);
                statement.setString(5, address);
                return MessageRows.writtenTo(statement);
              }
            });
  }
}
