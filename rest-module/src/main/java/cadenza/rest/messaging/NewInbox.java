package cadenza.rest.messaging;

import cadenza.messaging.api.SenderAccountPlan;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A mailbox to be connected. */
public record NewInbox(
    @NotBlank @Nullable String address,
    @Nullable String displayName,
    @NotNull @Valid @Nullable MailServerBody smtp,
    @Schema(description = "absent: replies are not read") @Valid @Nullable MailServerBody imap,
    @Schema(description = "messages in any 24 hours; absent: no limit")
        @Nullable Integer dailyLimit,
    @Schema(description = "messages in any 60 minutes; absent: no limit")
        @Nullable Integer hourlyLimit,
    @Schema(description = "between two sends, ISO 8601; absent: none", examples = "PT30S")
        @Nullable String minimumGap,
    @Schema(description = "daily_limit is reached step by step") @Nullable RampUpBody rampUp) {

  SenderAccountPlan plan() {
    return new SenderAccountPlan(
        address == null ? "" : address.strip(),
        displayName == null ? "" : displayName.strip(),
        smtp == null ? null : smtp.settings(),
        imap == null ? null : imap.settings(),
        dailyLimit,
        hourlyLimit,
        Gap.millis(minimumGap),
        rampUp == null ? null : rampUp.rampUp());
  }
}
