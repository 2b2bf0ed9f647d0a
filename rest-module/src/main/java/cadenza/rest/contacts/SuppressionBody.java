package cadenza.rest.contacts;

import cadenza.contacts.api.SuppressionCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who nobody may write to.
 *
 * @param kind {@code address}, {@code domain} or {@code channel}
 * @param address absent for a domain, and once the person was erased
 * @param domain absent for an address
 * @param channel the only one it holds for; absent for all of them
 * @param expiresAt in force before this; absent without end
 * @param liftedAt absent while it is in force
 */
@Schema(name = "Suppression")
public record SuppressionBody(
    String id,
    String kind,
    @Nullable String address,
    @Nullable String domain,
    @Nullable String channel,
    String reason,
    @Nullable String evidence,
    Instant since,
    @Nullable Instant expiresAt,
    @Nullable Instant liftedAt,
    @Nullable String liftedBy,
    @Nullable String liftEvidence) {
  static SuppressionBody of(SuppressionCard card) {
    var channel = card.channel();
    return new SuppressionBody(
        Ids.wire("sup", card.id()),
        card.kind().toLowerCase(Locale.ROOT),
        card.address(),
        card.domain(),
        channel == null ? null : channel.toLowerCase(Locale.ROOT),
        card.reason(),
        card.evidence(),
        card.since(),
        card.expiresAt(),
        card.liftedAt(),
        card.liftedBy(),
        card.liftEvidence());
  }
}
