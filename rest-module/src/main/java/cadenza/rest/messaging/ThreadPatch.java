package cadenza.rest.messaging;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What of a conversation may change; {@link ThreadChange} reads it field by field. */
@Schema(name = "ConversationChange")
record ThreadPatch(
    @Schema(description = "open or closed") @Nullable String status,
    @Schema(description = "who cares for it, a user of the workspace; null: nobody")
        @Nullable String assigneeId,
    @Schema(description = "not shown as open before; null: wakes it")
        @Nullable Instant snoozedUntil,
    @Schema(
            description =
                "interested, meeting_request, not_now, not_interested, referral, wrong_person,"
                    + " out_of_office, other, or one of thread_categories; null: none")
        @Nullable String category,
    @Nullable Boolean unread) {}
