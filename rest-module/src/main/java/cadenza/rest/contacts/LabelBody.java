package cadenza.rest.contacts;

import cadenza.contacts.api.LabelCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A label that contacts can carry. */
@Schema(name = "Label")
public record LabelBody(String id, String name, Instant createdAt, Instant updatedAt) {
  static LabelBody of(LabelCard card) {
    return new LabelBody(
        Ids.wire("lbl", card.id()), card.name(), card.createdAt(), card.updatedAt());
  }
}
