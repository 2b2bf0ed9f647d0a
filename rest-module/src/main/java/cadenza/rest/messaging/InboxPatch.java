package cadenza.rest.messaging;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What of a mailbox may change; {@link InboxChange} reads it field by field. */
@Schema(name = "InboxChange")
record InboxPatch(
    @Nullable String address,
    @Nullable String displayName,
    @Nullable String provider,
    @Nullable MailServerBody smtp,
    @Schema(description = "null: replies are not read any more") @Nullable MailServerBody imap,
    @Schema(
            description =
                "null: by password from now on; a refresh token is kept unless a new one comes")
        @Nullable OauthBody oauth,
    @Schema(description = "messages in any 24 hours; null: no limit") @Nullable Integer dailyLimit,
    @Schema(description = "messages in any 60 minutes; null: no limit")
        @Nullable Integer hourlyLimit,
    @Schema(description = "between two sends, ISO 8601; null: none", examples = "PT30S")
        @Nullable String minimumGap,
    @Schema(description = "daily_limit is reached step by step; null: it holds at once")
        @Nullable RampUpBody rampUp,
    @Schema(
            description =
                "whether the envelope's sender names the message behind a plus (VERP), so that a"
                    + " bounce without our Message-ID does; only where such addresses come to this"
                    + " inbox and may be sent from; not by itself")
        @Nullable Boolean verp) {}
