package cadenza.webhooks.api;

import cadenza.kernel.api.Page;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was told to whom, and what came back. */
public interface DeliveryLog {
  /**
   * @param status PENDING, SUCCEEDED, FAILED (the dead letter) or CANCELLED
   * @param nextAttemptAt null when no further attempt is planned
   */
  record DeliveryCard(
      UUID id,
      UUID endpointId,
      UUID eventId,
      String eventType,
      String status,
      int attempts,
      @Nullable Instant nextAttemptAt,
      Instant createdAt,
      @Nullable Instant deliveredAt) {}

  /**
   * One request.
   *
   * @param status of the answer, or null when there was none
   * @param error what went wrong instead, or null
   * @param responseHeaders one {@code name: value} a line
   * @param responseBody at most 20 kB of it
   * @param byHand whether somebody asked for it, outside the schedule
   */
  record AttemptCard(
      int number,
      Instant startedAt,
      int durationMillis,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String responseHeaders,
      @Nullable String responseBody,
      boolean byHand) {}

  /**
   * Null fields of a filter take everything.
   *
   * @param since when the oldest was made
   * @param until when the newest was made, itself not among them
   */
  record Filter(
      @Nullable UUID endpointId,
      @Nullable String status,
      @Nullable String eventType,
      @Nullable Instant since,
      @Nullable Instant until) {
    public Filter(@Nullable UUID endpointId, @Nullable String status, @Nullable String eventType) {
      this(endpointId, status, eventType, null, null);
    }
  }

  Optional<DeliveryCard> find(UUID workspaceId, UUID deliveryId);

  /** Oldest first. */
  List<AttemptCard> attemptsOf(UUID workspaceId, UUID deliveryId);

  /** The last attempt at each of these that was tried at all; one statement. */
  Map<UUID, AttemptCard> lastAttempts(UUID workspaceId, Collection<UUID> deliveryIds);

  /** Newest first. */
  Page<DeliveryCard> list(UUID workspaceId, Filter filter, @Nullable UUID after, int limit);
}
