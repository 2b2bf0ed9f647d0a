package cadenza.rest.webhooks;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.DeliveryLog.AttemptCard;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint.
 *
 * @param status {@code pending}, {@code succeeded}, {@code failed} or {@code cancelled}
 * @param attempts how many were made
 * @param attemptLog each of them, in the answer for one delivery only
 */
@Schema(name = "WebhookDelivery")
public record DeliveryBody(
    String id,
    String endpointId,
    String eventId,
    String eventType,
    String status,
    int attempts,
    @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant deliveredAt,
    @Nullable List<AttemptBody> attemptLog) {
  /** One request and its answer; the body is cut at 20 kB. */
  @Schema(name = "WebhookAttempt")
  public record AttemptBody(
      int number,
      Instant startedAt,
      int durationMillis,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String responseHeaders,
      @Nullable String responseBody,
      boolean byHand) {
    static AttemptBody of(AttemptCard card) {
      return new AttemptBody(
          card.number(),
          card.startedAt(),
          card.durationMillis(),
          card.status(),
          card.error(),
          card.responseHeaders(),
          card.responseBody(),
          card.byHand());
    }
  }

  static DeliveryBody of(DeliveryCard card) {
    return of(card, null);
  }

  static DeliveryBody of(DeliveryCard card, @Nullable List<AttemptCard> attempts) {
    return new DeliveryBody(
        Ids.wire("whd", card.id()),
        Ids.wire("whe", card.endpointId()),
        Ids.wire("evt", card.eventId()),
        card.eventType(),
        card.status().toLowerCase(Locale.ROOT),
        card.attempts(),
        card.nextAttemptAt(),
        card.createdAt(),
        card.deliveredAt(),
        attempts == null ? null : attempts.stream().map(AttemptBody::of).toList());
  }

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
