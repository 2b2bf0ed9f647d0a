package cadenza.rest.sequences;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What to do with an enrollment. */
@Schema(name = "EnrollmentAction")
public record ActionBody(
    @Schema(enumeration = {"cancel", "mark_replied", "pause", "resume"}) @Nullable String action) {}
