package cadenza.rest.reply;

import cadenza.webhooks.api.DeliveryLog.AttemptCard;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import jakarta.json.bind.annotation.JsonbProperty;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One delivery.
 *
 * @param httpStatus of the last answer; absent where there was none
 */
@Schema(name = "ReplyIoDelivery")
public record ReplyLogBody(
    String date,
    @JsonbProperty("eventId") String eventId,
    @JsonbProperty("eventType") String eventType,
    @JsonbProperty("httpStatus") @Nullable Integer httpStatus,
    @JsonbProperty("subscriptionId") int subscriptionId,
    String status,
    int attempts) {
  static ReplyLogBody of(DeliveryCard card, @Nullable AttemptCard last, int subscription) {
    return new ReplyLogBody(
        ReplyWebhookBody.time(last == null ? card.createdAt() : last.startedAt()),
        card.id().toString(),
        card.eventType(),
        last == null ? null : last.status(),
        subscription,
        card.status().toLowerCase(Locale.ROOT),
        card.attempts());
  }
}
