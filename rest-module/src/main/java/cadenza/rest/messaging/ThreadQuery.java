package cadenza.rest.messaging;

import cadenza.messaging.api.Conversations.ThreadFilter;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.WireId;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which conversations are asked for, taken as {@code @BeanParam}. */
public class ThreadQuery {
  private static final Set<String> STATUSES = Set.of("open", "snoozed", "closed");

  /** Instead of an id: nobody's. */
  private static final String NOBODY = "none";

  @QueryParam("inbox_id")
  @Parameter(description = "only those of this inbox")
  @Nullable String inboxId;

  @QueryParam("contact_id")
  @Parameter(description = "only those with this contact")
  @Nullable String contactId;

  @QueryParam("status")
  @Parameter(description = "open, snoozed or closed")
  @Nullable String status;

  @QueryParam("assignee_id")
  @Parameter(description = "only those that this user cares for; none: those that nobody does")
  @Nullable String assigneeId;

  @QueryParam("category")
  @Parameter(description = "only those of this category, as in interested")
  @Nullable String category;

  @QueryParam("unread")
  @Parameter(description = "true: only those with something unread")
  @Nullable String unread;

  /** The inbox that is asked for; null for all. */
  @Nullable UUID inbox() {
    return id("inb", "inbox_id", inboxId);
  }

  ThreadFilter filter(@Nullable UUID inbox) {
    return new ThreadFilter(
        inbox,
        id("ctc", "contact_id", contactId),
        status(),
        isUnassigned() ? null : id("usr", "assignee_id", assigneeId),
        isUnassigned(),
        category(),
        unread());
  }

  private static @Nullable UUID id(String prefix, String name, @Nullable String text) {
    return text == null || text.isEmpty() ? null : WireId.inQuery(prefix, name, text);
  }

  private @Nullable String status() {
    if (status == null || status.isEmpty()) {
      return null;
    }
    if (!STATUSES.contains(status)) {
      throw InvalidParameter.of(
          "status", "invalid_parameter", "The status is open, snoozed or closed.");
    }
    return status.toUpperCase(Locale.ROOT);
  }

  private boolean isUnassigned() {
    return NOBODY.equals(assigneeId);
  }

  /** The category that is asked for; null for all. */
  @Nullable String category() {
    return category == null || category.isEmpty() ? null : category;
  }

  private boolean unread() {
    if (unread == null || unread.isEmpty() || unread.equals("false")) {
      return false;
    }
    if (!unread.equals("true")) {
      throw InvalidParameter.of("unread", "invalid_parameter", "True or false.");
    }
    return true;
  }
}
