package cadenza.rest.messaging;

import cadenza.messaging.api.SenderAccountPlan;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A mailbox to be connected. */
public record NewInbox(
    @NotBlank @Nullable String address,
    @Nullable String displayName,
    @Schema(
            description =
                "gmail, google_workspace, microsoft_365, yahoo or amazon_ses: its servers and"
                    + " limits count where nothing else is said; absent for any other")
        @Nullable String provider,
    @Schema(description = "may be absent where a provider and oauth are given") @Valid
        @Nullable MailServerBody smtp,
    @Schema(description = "absent: replies are not read") @Valid @Nullable MailServerBody imap,
    @Schema(description = "absent: both servers are logged in to by password") @Valid
        @Nullable OauthBody oauth,
    @Schema(
            description =
                "messages in any 24 hours; absent: the provider's limit, or none; null: none")
        @Nullable Integer dailyLimit,
    @Schema(description = "messages in any 60 minutes; absent: no limit")
        @Nullable Integer hourlyLimit,
    @Schema(
            description =
                "between two sends, ISO 8601; absent: the provider's, or none; null: none",
            examples = "PT30S")
        @Nullable String minimumGap,
    @Schema(description = "daily_limit is reached step by step") @Nullable RampUpBody rampUp,
    @Schema(
            description =
                "whether the envelope's sender names the message behind a plus (VERP), so that a"
                    + " bounce without our Message-ID does; only where such addresses come to this"
                    + " inbox and may be sent from; not by itself")
        @Nullable Boolean verp) {

  /** Whether he says that there is nothing between two sends. */
  boolean isGapless() {
    return minimumGap != null && Gap.millis(minimumGap) == 0;
  }

  SenderAccountPlan plan() {
    return new SenderAccountPlan(
        address == null ? "" : address.strip(),
        displayName == null ? "" : displayName.strip(),
        provider,
        smtp == null ? null : smtp.settings(),
        imap == null ? null : imap.settings(),
        oauth == null ? null : oauth.settings(),
        dailyLimit,
        hourlyLimit,
        Gap.millis(minimumGap),
        rampUp == null ? null : rampUp.rampUp(),
        Boolean.TRUE.equals(verp));
  }
}
