package cadenza.rest.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes one page of the event log, whose envelopes are stored as JSON and sent as such. */
@Schema(name = "EventLog")
record EventLogBody(
    List<EventBody> results,
    @Nullable String nextCursor,
    @Schema(
            description =
                "Up to this number there are no others of these types: the after of the next"
                    + " question")
        long lookedThrough,
    int limit) {
  @Schema(name = "Event", description = "What happened, as endpoints are told it")
  record EventBody(
      @Schema(description = "As in docs/events", examples = "enrollment.started") String type,
      Instant timestamp,
      String id,
      String workspaceId,
      @Schema(description = "What the page of the type says") Map<String, Object> data,
      @Schema(description = "Its number in the workspace: 1, 2, 3 without a gap") long sequence) {}
}
