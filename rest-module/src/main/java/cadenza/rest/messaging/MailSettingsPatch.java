package cadenza.rest.messaging;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What of the mail settings may change; {@link MailSettingsChange} reads it field by field. */
@Schema(name = "MailSettingsChange")
record MailSettingsPatch(
    @Schema(description = "whether the mails of sequences carry List-Unsubscribe (RFC 8058)")
        @Nullable Boolean listUnsubscribe,
    @Schema(description = "mails of all inboxes in any 24 hours, up to 100000; null: no limit")
        @Nullable Integer dailyLimit,
    @Schema(
            description =
                "mails to one recipient domain in any 24 hours, 1 to 10000; null: no limit")
        @Nullable Integer recipientDomainDailyLimit,
    @Schema(
            description =
                "mails to one recipient domain in any 60 minutes, 1 to 10000; null: no limit")
        @Nullable Integer recipientDomainHourlyLimit,
    @Schema(
            description =
                "whether the mails of sequences tell that they were opened; false at first")
        @Nullable Boolean trackOpens,
    @Schema(
            description =
                "whether the mails of sequences tell which of their links were followed; false at"
                    + " first")
        @Nullable Boolean trackClicks,
    @Schema(
            description =
                "the host that these links stand under, which must lead to this installation; null:"
                    + " the installation's own")
        @Nullable String trackingDomain,
    @Schema(
            description =
                "codes of ISO 3166 of countries whose people's mails tell nothing; null: none")
        @Nullable List<String> untrackedCountries) {}
