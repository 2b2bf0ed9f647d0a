package cadenza.rest.contacts;

import cadenza.kernel.api.InvalidField;
import cadenza.rest.json.WireId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which contact is the same person: exactly one of the two.
 *
 * @param from the contact that becomes this one
 * @param into the contact that this one becomes
 */
@Schema(name = "MergeRequest")
public record MergeRequest(@Nullable String from, @Nullable String into) {
  UUID other() {
    if ((from == null) == (into == null)) {
      throw new InvalidField("/from", "exactly_one", "Give exactly one of from and into.");
    }
    return from != null ? WireId.inBody("ctc", "/from", from) : WireId.inBody("ctc", "/into", into);
  }
}
