package cadenza.rest.inbox;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Describes what {@link InboxErrors} makes of a refusal. */
@Schema(name = "InboxLogError")
record InboxErrorBody(
    @Schema(examples = "Unauthorized") String error,
    @Schema(examples = "A valid token is needed.") String message) {}
