package cadenza.webhooks.domain;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of the log, before a format puts it into its own words.
 *
 * @param number in its workspace
 * @param relayedAt when it was numbered: who listened then is told
 * @param envelope JSON, without its number
 */
public record Fact(
    UUID workspaceId,
    UUID id,
    long number,
    String type,
    Instant occurredAt,
    Instant relayedAt,
    String envelope) {}
