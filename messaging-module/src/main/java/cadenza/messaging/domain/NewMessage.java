package cadenza.messaging.domain;

import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.SendMessage;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message about to be queued.
 *
 * @param threadId of the conversation it opens, should it open one
 * @param subject without line ends
 * @param threadSubject the subject without any {@code Re:}
 * @param token the part of the Message-ID before the sender's domain; it never changes again
 */
public record NewMessage(
    SendMessage order,
    UUID threadId,
    String subject,
    String threadSubject,
    String text,
    @Nullable String html,
    MessageContent.Copies copies,
    String token,
    Instant createdAt) {}
