package cadenza.rest.messaging;

import cadenza.messaging.api.Conversations.HitCount;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How often a mail was opened, or its links were followed. */
@Schema(name = "HitCount")
public record HitCountBody(
    @Schema(description = "when a person did it first; absent: only machines did")
        @Nullable Instant firstAt,
    @Schema(description = "when a person did it last") @Nullable Instant lastAt,
    @Schema(description = "how often people did it") long count,
    @Schema(description = "how often it was a machine: a scanner, a prefetch, a preview")
        long machineCount) {
  static @Nullable HitCountBody of(@Nullable HitCount card) {
    return card == null
        ? null
        : new HitCountBody(card.firstAt(), card.lastAt(), card.count(), card.machineCount());
  }
}
