package cadenza.messaging.api;

import java.time.Instant;
import java.util.UUID;

/**
 * A file that was uploaded to be attached.
 *
 * @param size in bytes
 * @param expiresAt when it is gone; what it was attached to by then keeps it
 */
public record BlobCard(UUID id, String name, String contentType, long size, Instant expiresAt) {}
