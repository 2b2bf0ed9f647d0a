package cadenza.rest.messaging;

import cadenza.messaging.api.MailSettingsCard;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a workspace has decided about all of its mail. */
@Schema(name = "MailSettings")
public record MailSettingsBody(
    @Schema(description = "whether the mails of sequences carry List-Unsubscribe (RFC 8058)")
        boolean listUnsubscribe,
    @Schema(description = "mails of all inboxes in any 24 hours; absent: no limit")
        @Nullable Integer dailyLimit,
    @Schema(description = "mails to one recipient domain in any 24 hours; absent: no limit")
        @Nullable Integer recipientDomainDailyLimit,
    @Schema(description = "mails to one recipient domain in any 60 minutes; absent: no limit")
        @Nullable Integer recipientDomainHourlyLimit,
    @Schema(description = "whether the mails of sequences tell that they were opened")
        boolean trackOpens,
    @Schema(description = "whether the mails of sequences tell which of their links were followed")
        boolean trackClicks,
    @Schema(description = "the host that these links stand under; absent: the installation's own")
        @Nullable String trackingDomain,
    @Schema(description = "codes of ISO 3166 of countries whose people's mails tell nothing")
        List<String> untrackedCountries) {
  static MailSettingsBody of(MailSettingsCard card) {
    var plan = card.plan();
    return new MailSettingsBody(
        plan.listUnsubscribe(),
        plan.dailyLimit(),
        plan.recipientDomainDailyLimit(),
        plan.recipientDomainHourlyLimit(),
        plan.trackOpens(),
        plan.trackClicks(),
        plan.trackingDomain(),
        plan.untrackedCountries());
  }
}
