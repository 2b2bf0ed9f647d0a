package cadenza.messaging.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that somebody writes by himself: an answer in a conversation, or the first mail of one.
 *
 * @param boundAccountId the only account whoever asks may use; null for every one
 * @param senderAccountId may be absent where the message that is answered, or the bound, names it
 * @param answers the message that is answered, or null to open a conversation
 * @param to may be absent in an answer, which goes to whom the conversation is with
 * @param subject of a new conversation; an answer has that of its conversation behind {@code Re:}
 * @param text and {@code html}: one of them is there
 * @param files uploaded before, in the order of the mail
 */
public record MessageDraft(
    UUID workspaceId,
    @Nullable UUID boundAccountId,
    @Nullable UUID senderAccountId,
    @Nullable UUID answers,
    @Nullable String to,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String html,
    MessageContent.Copies copies,
    List<UUID> files) {
  public MessageDraft {
    files = List.copyOf(files);
  }
}
