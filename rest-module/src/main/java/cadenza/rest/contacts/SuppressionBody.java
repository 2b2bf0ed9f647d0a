package cadenza.rest.contacts;

import cadenza.contacts.api.SuppressionCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An address nobody may write to. */
@Schema(name = "Suppression")
public record SuppressionBody(String id, @Nullable String address, String reason, Instant since) {
  static SuppressionBody of(SuppressionCard card) {
    return new SuppressionBody(
        Ids.wire("sup", card.id()), card.address(), card.reason(), card.since());
  }
}
