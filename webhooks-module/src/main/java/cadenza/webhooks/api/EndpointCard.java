package cadenza.webhooks.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without its secret.
 *
 * @param eventTypes what it listens to, or null for everything
 * @param status ENABLED or DISABLED
 */
public record EndpointCard(
    UUID id,
    UUID workspaceId,
    String url,
    @Nullable String description,
    String format,
    @Nullable List<String> eventTypes,
    String status,
    @Nullable String statusReason,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
