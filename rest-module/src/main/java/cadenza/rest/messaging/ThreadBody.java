package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.rest.json.WireId;
import java.time.Instant;
import java.util.List;
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
        messages == null ? null : messages.stream().map(MessageBody::of).toList());
  }
}
