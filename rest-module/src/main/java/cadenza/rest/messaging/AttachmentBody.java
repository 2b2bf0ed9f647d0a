package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.AttachmentCard;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A file that came with a mail; its content has a path of its own. */
@Schema(name = "Attachment")
public record AttachmentBody(
    String id,
    String name,
    @Schema(description = "as the mail claims; nobody has checked it") String contentType,
    @Schema(description = "whether it is shown within the text, as a picture is") boolean inline,
    @Schema(description = "what the HTML calls it") @Nullable String contentId,
    @Schema(description = "in bytes; absent where the mail was too large to be read that far")
        @Nullable Long size,
    @Schema(description = "whether it can be downloaded; else it was more than is kept")
        boolean kept) {
  static AttachmentBody of(AttachmentCard card) {
    return new AttachmentBody(
        Ids.wire("att", card.id()),
        card.name(),
        card.contentType(),
        card.inline(),
        card.contentId(),
        card.size(),
        card.kept());
  }
}
