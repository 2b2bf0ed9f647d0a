package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.rest.json.WireId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A conversation.
 *
 * @param messages oldest first; absent in lists
 */
@Schema(name = "Conversation")
public record ThreadBody(
    String id,
    String inboxId,
    @Nullable String contactId,
    String subject,
    int messageCount,
    Instant createdAt,
    Instant lastMessageAt,
    @Schema(description = "open, snoozed or closed") String status,
    @Schema(description = "who cares for it") @Nullable String assigneeId,
    @Nullable Instant snoozedUntil,
    @Schema(description = "what somebody made of it, as in interested") @Nullable String category,
    @Schema(description = "whether a person wrote since it was last read") boolean unread,
    @Nullable List<MessageBody> messages) {
  static ThreadBody of(ThreadCard card, @Nullable List<MessageCard> messages) {
    return new ThreadBody(
        Ids.wire("thr", card.id()),
        Ids.wire("inb", card.senderAccountId()),
        WireId.wireOrNull("ctc", card.contactId()),
        card.subject(),
        card.messageCount(),
        card.createdAt(),
        card.lastMessageAt(),
        card.status().toLowerCase(Locale.ROOT),
        WireId.wireOrNull("usr", card.assigneeId()),
        card.snoozedUntil(),
        card.category(),
        card.unread(),
        messages == null ? null : messages.stream().map(MessageBody::of).toList());
  }

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
