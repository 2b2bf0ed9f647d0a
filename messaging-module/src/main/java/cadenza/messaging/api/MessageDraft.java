package cadenza.messaging.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail that somebody writes by himself: an answer in a conversation, or the first mail of one.
 *
 * @param boundAccountId the only account whoever asks may use; null for every one
 * @param senderAccountId may be absent where the message that is answered, or the bound, names it
 * @param replyTo the message that is answered, or null to open a conversation
 * @param to may be absent in an answer, which goes to whom the conversation is with
 * @param subject of a new conversation; an answer has that of its conversation behind {@code Re:}
 * @param text and {@code html}: one of them is there
 */
public record MessageDraft(
    UUID workspaceId,
    @Nullable UUID boundAccountId,
    @Nullable UUID senderAccountId,
    @Nullable UUID replyTo,
    @Nullable String to,
    @Nullable String subject,
    @Nullable String text,
    @Nullable String html) {}
