package cadenza.messaging.adapter.email.mime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One mail, before it is bytes.
 *
 * @param messageId with angle brackets
 * @param html the second part of multipart/alternative, or null for text alone
 * @param references message ids with angle brackets, oldest first, separated by spaces
 */
public record Mail(
    String messageId,
    Instant date,
    String fromAddress,
    String fromName,
    String toAddress,
    String toName,
    String subject,
    @Nullable String text,
    @Nullable String html,
    @Nullable String inReplyTo,
    @Nullable String references) {}
