package cadenza.rest.messaging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What of the mail settings changes; an absent field stays as it is. */
@Schema(name = "MailSettingsChange")
public record MailSettingsChange(
    @Schema(description = "whether the mails of sequences carry List-Unsubscribe (RFC 8058)")
        @Nullable Boolean listUnsubscribe) {}
