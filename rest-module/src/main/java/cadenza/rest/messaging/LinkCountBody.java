package cadenza.rest.messaging;

import cadenza.messaging.api.Conversations.LinkCount;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A link of a mail that somebody followed. */
@Schema(name = "LinkCount")
public record LinkCountBody(
    @Schema(description = "where it leads, as it stands in the mail") String url,
    @Nullable HitCountBody clicks) {
  static LinkCountBody of(LinkCount link) {
    return new LinkCountBody(link.url(), HitCountBody.of(link.clicks()));
  }
}
