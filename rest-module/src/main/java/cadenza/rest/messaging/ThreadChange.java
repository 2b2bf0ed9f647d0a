package cadenza.rest.messaging;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.application.TendThread.Tending;
import cadenza.rest.json.BodyTypes;
import cadenza.rest.json.WireId;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merge patch: what is absent stays, null takes away. */
final class ThreadChange {
  private final JsonObject patch;

  ThreadChange(JsonObject patch) {
    BodyTypes.check(patch, ThreadPatch.class);
    this.patch = patch;
  }

  Tending of(Tending now) {
    return new Tending(
        closed(now.closed()),
        assignee(now.assigneeId()),
        snoozed(now.snoozedUntil()),
        category(now.category()),
        unread(now.unread()));
  }

  private @Nullable String text(String name) {
    return patch.get(name) instanceof JsonString text ? text.getString() : null;
  }

  private boolean closed(boolean now) {
    if (!patch.containsKey("status")) {
      return now;
    }
    var status = text("status");
    if (!"open".equals(status) && !"closed".equals(status)) {
      throw new InvalidField("/status", "The status is open or closed.");
    }
    return "closed".equals(status);
  }

  private @Nullable UUID assignee(@Nullable UUID now) {
    return patch.containsKey("assignee_id")
        ? WireId.inBodyOrNull("usr", "/assignee_id", text("assignee_id"))
        : now;
  }

  private @Nullable Instant snoozed(@Nullable Instant now) {
    if (!patch.containsKey("snoozed_until")) {
      return now;
    }
    var until = text("snoozed_until");
    try {
      return until == null ? null : Instant.parse(until);
    } catch (DateTimeException notATime) {
      throw new InvalidField("/snoozed_until", "A time as in 2026-03-02T09:00:00Z.");
    }
  }

  private @Nullable String category(@Nullable String now) {
    return patch.containsKey("category") ? text("category") : now;
  }

  private boolean unread(boolean now) {
    return patch.containsKey("unread") ? patch.get("unread") == JsonValue.TRUE : now;
  }
}
