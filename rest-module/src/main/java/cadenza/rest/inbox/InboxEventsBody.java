package cadenza.rest.inbox;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Describes a part of the log, whose events are stored as JSON and sent as such. */
@Schema(name = "InboxLogEvents")
record InboxEventsBody(
    @Schema(description = "As endpoints of the format are told them; docs/formats/inbox.md")
        List<Map<String, Object>> events,
    @JsonbProperty("hasMore") boolean hasMore,
    @Schema(description = "The last seq of this part; null where there is none", nullable = true)
        @JsonbProperty("lastSeq")
        @Nullable Long lastSeq) {}
