package cadenza.messaging.api;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What belongs to messages, by set: one statement for each question. */
public interface MailTrail {
  /**
   * What came in for one of ours.
   *
   * @param answered the message of ours; null where none is known
   * @param stepNumber of that message, where a sequence sent it
   * @param first whether no person's reply came in the same conversation, to the same enrollment,
   *     before it
   */
  record Answer(@Nullable UUID answered, @Nullable Integer stepNumber, boolean first) {}

  /** Those of these incoming messages that are there. */
  Map<UUID, Answer> answers(UUID workspaceId, Collection<UUID> inboundIds);

  /**
   * The last report about a message that came back.
   *
   * @param rfcMessageId its Message-ID header; null where it has none
   */
  record Report(UUID messageId, @Nullable String rfcMessageId) {}

  /** Of those of these messages that a report names. */
  Map<UUID, Report> reportsOf(UUID workspaceId, Collection<UUID> bouncedIds);

  /** What is sent from. */
  record Account(UUID id, Channel channel, String address) {}

  /** Those of these sender accounts that are there. */
  Map<UUID, Account> accounts(UUID workspaceId, Collection<UUID> senderAccountIds);

  /** The last message of a sequence that left to each of these enrollments. */
  Map<UUID, UUID> lastSent(UUID workspaceId, Collection<UUID> enrollmentIds);
}
