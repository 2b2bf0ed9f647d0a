package cadenza.sequences.api;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulk enrollment that goes on by itself.
 *
 * @param state WAITING, RUNNING, DONE, CANCELLED or FAILED
 * @param total how many contacts it was for when it began; null before that
 * @param counts how many came out how; every outcome is there
 * @param failure why it ended before its end, as a stable code; null otherwise
 */
public record JobCard(
    UUID id,
    UUID workspaceId,
    String state,
    UUID sequenceId,
    UUID senderAccountId,
    boolean dryRun,
    @Nullable Long total,
    long processed,
    Map<EnrollOutcome, Long> counts,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {}
