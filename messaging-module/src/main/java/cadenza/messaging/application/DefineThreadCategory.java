package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.ThreadCategory;
import cadenza.messaging.api.ThreadCategoryCard;
import cadenza.messaging.domain.OwnCategories;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says what a workspace may make of answers beyond what every workspace may. */
@UseCase
public class DefineThreadCategory {
  private static final int MOST = 100;
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  @Inject OwnCategories categories;
  @Inject Clocks clocks;

  /** The workspace has a category of this key or title already, or every workspace has. */
  public static class CategoryTaken extends RuleViolation {
    private static final long serialVersionUID = 1L;

    CategoryTaken(String pointer) {
      super(Kind.CONFLICT, "thread_category_taken", "There is a category of this name.", pointer);
    }
  }

  /** A workspace has 100 categories of its own at most. */
  public static class TooManyCategories extends RuleViolation {
    private static final long serialVersionUID = 1L;

    TooManyCategories() {
      super(
          Kind.CONFLICT,
          "too_many_thread_categories",
          "A workspace has " + MOST + " categories of its own at most.");
    }
  }

  /** Conversations are called that, or every workspace has it. */
  public static class CategoryNeeded extends RuleViolation {
    private static final long serialVersionUID = 1L;

    CategoryNeeded(String code, String detail) {
      super(Kind.CONFLICT, code, detail);
    }
  }

  /** Somebody changed it since the caller read it. */
  public static class CategoryChangedMeanwhile extends RuleViolation {
    private static final long serialVersionUID = 1L;

    CategoryChangedMeanwhile() {
      super(Kind.STALE, "stale", "The category was changed meanwhile; read it again.");
    }
  }

  /** What every workspace has first, then its own by their keys. */
  public List<ThreadCategoryCard> all(UUID workspaceId) {
    return Stream.concat(
            Arrays.stream(ThreadCategory.values())
                .map(one -> ThreadCategoryCard.of(workspaceId, one)),
            categories.of(workspaceId).stream())
        .toList();
  }

  public boolean exists(UUID workspaceId, String key) {
    return ThreadCategory.of(key).isPresent() || categories.hold(workspaceId, key);
  }

  public ThreadCategoryCard create(UUID workspaceId, String key, String title) {
    requireTitle(title);
    if (!KEY.matcher(key).matches()) {
      throw new InvalidField(
          "/key", "invalid_key", "A key is a word of a-z, 0-9 and _, and begins with a letter.");
    }
    categories.takeTurns(workspaceId);
    var standing = all(workspaceId);
    if (standing.stream().anyMatch(one -> one.key().equals(key))) {
      throw new CategoryTaken("/key");
    }
    requireFree(standing, key, title);
    if (standing.size() - ThreadCategory.values().length >= MOST) {
      throw new TooManyCategories();
    }
    var now = clocks.of(workspaceId);
    var card = new ThreadCategoryCard(workspaceId, key, title.strip(), now, now, 0);
    categories.add(card, now);
    return card;
  }

  /**
   * @param expected the version that the caller read, or null to change whatever is there
   */
  public ThreadCategoryCard rename(
      UUID workspaceId, String key, String title, @Nullable Long expected) {
    requireTitle(title);
    requireOwn(key);
    categories.takeTurns(workspaceId);
    var now = locked(workspaceId, key);
    if (expected != null && expected != now.version()) {
      throw new CategoryChangedMeanwhile();
    }
    requireFree(all(workspaceId), key, title);
    categories.rename(workspaceId, key, title.strip(), clocks.of(workspaceId));
    return locked(workspaceId, key);
  }

  /** Waits for whoever is calling a conversation that. */
  public void remove(UUID workspaceId, String key) {
    requireOwn(key);
    categories.takeTurns(workspaceId);
    locked(workspaceId, key);
    if (categories.isInUse(workspaceId, key)) {
      throw new CategoryNeeded(
          "thread_category_in_use", "There are conversations of this category.");
    }
    categories.remove(workspaceId, key);
  }

  private ThreadCategoryCard locked(UUID workspaceId, String key) {
    return categories.locked(workspaceId, key).orElseThrow(() -> new NotFound("thread category"));
  }

  private static void requireOwn(String key) {
    if (ThreadCategory.of(key).isPresent()) {
      throw new CategoryNeeded(
          "thread_category_built_in", "Every workspace has this category; it stays as it is.");
    }
  }

  private static void requireFree(List<ThreadCategoryCard> standing, String key, String title) {
    if (standing.stream()
        .anyMatch(one -> !one.key().equals(key) && one.title().equalsIgnoreCase(title.strip()))) {
      throw new CategoryTaken("/title");
    }
  }

  private static void requireTitle(String title) {
    if (title.isBlank()) {
      throw new InvalidField("/title", "required", "A category needs a title.");
    }
  }
}
