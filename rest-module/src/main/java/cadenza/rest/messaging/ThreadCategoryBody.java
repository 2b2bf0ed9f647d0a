package cadenza.rest.messaging;

import cadenza.messaging.api.ThreadCategoryCard;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a person may make of an answer.
 *
 * @param key how conversations and events name it
 */
@Schema(name = "ThreadCategory")
public record ThreadCategoryBody(
    String key,
    String title,
    @Schema(description = "whether every workspace has it; such a one stays as it is")
        boolean builtIn,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt) {
  static ThreadCategoryBody of(ThreadCategoryCard card) {
    return new ThreadCategoryBody(
        card.key(), card.title(), card.isBuiltIn(), card.createdAt(), card.updatedAt());
  }
}
