package cadenza.messaging.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail of which nobody knows what it answers.
 *
 * @param kind OTHER for what a person wrote, BOUNCE or COMPLAINT
 * @param snippet its beginning
 * @param reason {@code names_nothing}, or {@code unknown_message} where it names what this inbox
 *     never sent
 * @param settled {@code matched} or {@code dismissed}; null while it waits
 */
public record UnmatchedCard(
    UUID messageId,
    UUID senderAccountId,
    UUID threadId,
    String kind,
    String fromAddress,
    String fromName,
    String subject,
    String snippet,
    Instant receivedAt,
    String reason,
    @Nullable String settled) {}
