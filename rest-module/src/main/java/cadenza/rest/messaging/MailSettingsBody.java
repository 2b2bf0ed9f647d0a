package cadenza.rest.messaging;

import cadenza.messaging.api.MailSettingsCard;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a workspace has decided about all of its mail. */
@Schema(name = "MailSettings")
public record MailSettingsBody(
    @Schema(description = "whether the mails of sequences carry List-Unsubscribe (RFC 8058)")
        boolean listUnsubscribe) {
  static MailSettingsBody of(MailSettingsCard card) {
    return new MailSettingsBody(card.listUnsubscribe());
  }
}
