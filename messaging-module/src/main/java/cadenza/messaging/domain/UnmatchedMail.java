package cadenza.messaging.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored mail of which nobody knew what it answers.
 *
 * @param words what is new in it
 * @param relatedIds what it names, the best first
 * @param alone whether its thread holds nothing else
 * @param settled null while it waits
 * @param settledWith what it was matched with
 */
public record UnmatchedMail(
    UUID workspaceId,
    UUID messageId,
    UUID senderAccountId,
    UUID threadId,
    InboundKind kind,
    String fromAddress,
    String subject,
    String words,
    Instant receivedAt,
    Instant createdAt,
    List<String> relatedIds,
    boolean alone,
    @Nullable String settled,
    @Nullable String settledWith) {
  public UnmatchedMail {
    relatedIds = List.copyOf(relatedIds);
  }

  /** Whether somebody wrote it himself. */
  public boolean isPersons() {
    return kind == InboundKind.OTHER || kind == InboundKind.REPLY;
  }
}
