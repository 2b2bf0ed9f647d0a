package cadenza.sequences.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sequence as others may read it, with its latest version.
 *
 * @param status ACTIVE or PAUSED
 * @param pauseReason {@code bounce_rate} where a guard has stopped it; null where a person has
 */
public record SequenceCard(
    UUID id,
    UUID workspaceId,
    String name,
    String status,
    @Nullable String pauseReason,
    UUID senderAccountId,
    int versionNumber,
    SequencePlan plan,
    Instant createdAt,
    Instant updatedAt) {}
