package cadenza.webhooks.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint without its secret.
 *
 * @param number its id where a format has whole numbers for ids
 * @param options what its format lets it choose, as JSON
 * @param eventTypes in the words of the format: what it listens to, or null for everything
 * @param status ENABLED or DISABLED
 * @param rate null where only the slots limit it
 * @param headerNames of its owner's own headers, whose values are not shown
 * @param failingSince the first failure after the last success, or null where there is none
 */
public record EndpointCard(
    UUID id,
    UUID workspaceId,
    int number,
    String url,
    @Nullable String description,
    String format,
    String options,
    @Nullable List<String> eventTypes,
    String status,
    @Nullable String statusReason,
    @Nullable Instant failingSince,
    @Nullable RequestRate rate,
    List<String> headerNames,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
