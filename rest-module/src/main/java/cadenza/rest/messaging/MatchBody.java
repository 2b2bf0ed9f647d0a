package cadenza.rest.messaging;

import cadenza.messaging.application.MatchUnmatched.Target;
import cadenza.rest.json.WireId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a mail belongs to; one of the three. */
@Schema(name = "Match")
public record MatchBody(
    @Schema(description = "who wrote it, or whose mail came back") @Nullable String contactId,
    @Schema(description = "whose last mail it answers") @Nullable String enrollmentId,
    @Schema(description = "the conversation of this inbox that it is part of")
        @Nullable String threadId) {
  Target target() {
    return new Target(
        WireId.inBodyOrNull("ctc", "/contact_id", contactId),
        WireId.inBodyOrNull("enr", "/enrollment_id", enrollmentId),
        WireId.inBodyOrNull("thr", "/thread_id", threadId));
  }
}
