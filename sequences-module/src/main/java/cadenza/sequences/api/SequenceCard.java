package cadenza.sequences.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A sequence as others may read it, with its latest version.
 *
 * @param status ACTIVE or PAUSED
 */
public record SequenceCard(
    UUID id,
    UUID workspaceId,
    String name,
    String status,
    UUID senderAccountId,
    int versionNumber,
    SequencePlan plan,
    Instant createdAt,
    Instant updatedAt) {}
