package cadenza.messaging.api;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person may make of an answer.
 *
 * @param key how conversations and events name it
 * @param title for people to read
 * @param createdAt and {@code updatedAt}: null for one that every workspace has
 */
public record ThreadCategoryCard(
    UUID workspaceId,
    String key,
    String title,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    long version) {
  public static ThreadCategoryCard of(UUID workspaceId, ThreadCategory everywhere) {
    return new ThreadCategoryCard(
        workspaceId, everywhere.word(), everywhere.title(), null, null, 0);
  }

  /** Whether every workspace has it. */
  public boolean isBuiltIn() {
    return createdAt == null;
  }
}
