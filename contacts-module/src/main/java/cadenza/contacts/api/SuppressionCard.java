package cadenza.contacts.api;

import java.time.Instant;
import java.util.UUID;

/**
 * An address nobody may write to.
 *
 * @param address in lower case
 */
public record SuppressionCard(UUID id, String address, String reason, Instant since) {}
