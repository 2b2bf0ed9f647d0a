package cadenza.rest.sequences;

import org.jspecify.annotations.Nullable;

/**
 * What a scripted prospect answers.
 *
 * @param messageId the captured message to answer; the latest if absent
 */
public record ReplyBody(@Nullable String messageId, @Nullable String text) {}
