package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.BlobCard;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An uploaded file. */
@Schema(name = "Blob")
public record BlobBody(
    String blobId,
    String name,
    String contentType,
    @Schema(description = "in bytes") long size,
    @Schema(description = "when it is gone; a message that it was attached to keeps it")
        Instant expiresAt) {
  static BlobBody of(BlobCard card) {
    return new BlobBody(
        Ids.wire("blb", card.id()), card.name(), card.contentType(), card.size(), card.expiresAt());
  }
}
