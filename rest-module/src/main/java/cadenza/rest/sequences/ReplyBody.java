package cadenza.rest.sequences;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a scripted prospect answers.
 *
 * @param messageId the captured message to answer; the latest if absent
 */
@Schema(name = "ScriptedReply")
public record ReplyBody(@Nullable String messageId, @Nullable String text) {}
