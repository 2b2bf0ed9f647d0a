package cadenza.rest.sequences;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step.
 *
 * @param resolvedSubject in answers: what goes out as the subject
 */
@Schema(name = "Step")
public record StepBody(
    @Schema(enumeration = "email") @Nullable String channel,
    @Nullable DelayBody delay,
    @Nullable String subject,
    @Nullable String body,
    @Nullable String html,
    @Schema(enumeration = {"same", "new"}) @Nullable String thread,
    @Nullable String prompt,
    @Nullable String resolvedSubject) {}
