package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.UnmatchedCard;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A mail of which nobody knows what it answers. */
@Schema(name = "UnmatchedMail")
public record UnmatchedBody(
    @Schema(description = "of the message") String id,
    String inboxId,
    String threadId,
    @Schema(
            description =
                "other for what a person wrote, and reply once it is matched; bounce or complaint")
        String kind,
    String fromAddress,
    @Nullable String fromName,
    String subject,
    @Schema(description = "its beginning, in one line of at most 200 characters") String snippet,
    Instant receivedAt,
    @Schema(
            description =
                "names_nothing; or unknown_message: it names what this inbox has never sent")
        String reason,
    @Schema(description = "matched or dismissed; absent while it waits") @Nullable String settled) {
  static UnmatchedBody of(UnmatchedCard card) {
    return new UnmatchedBody(
        Ids.wire("msg", card.messageId()),
        Ids.wire("inb", card.senderAccountId()),
        Ids.wire("thr", card.threadId()),
        card.kind().toLowerCase(Locale.ROOT),
        card.fromAddress(),
        card.fromName().isEmpty() ? null : card.fromName(),
        card.subject(),
        card.snippet(),
        card.receivedAt(),
        card.reason(),
        card.settled());
  }
}
