package cadenza.messaging.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace decides about all of its mail.
 *
 * @param listUnsubscribe whether the mails of sequences carry List-Unsubscribe (RFC 8058)
 * @param dailyLimit mails of all its accounts in any 24 hours; null for none
 * @param recipientDomainDailyLimit mails to one recipient domain in any 24 hours; null for none
 * @param recipientDomainHourlyLimit mails to one recipient domain in any 60 minutes; null for none
 * @param trackOpens whether the mails of sequences tell that they were opened
 * @param trackClicks whether the mails of sequences tell which of their links were followed
 * @param trackingDomain the host that these links stand under; null for the installation's own
 * @param untrackedCountries codes of ISO 3166 of countries whose people's mails tell nothing
 */
public record MailSettingsPlan(
    boolean listUnsubscribe,
    @Nullable Integer dailyLimit,
    @Nullable Integer recipientDomainDailyLimit,
    @Nullable Integer recipientDomainHourlyLimit,
    boolean trackOpens,
    boolean trackClicks,
    @Nullable String trackingDomain,
    List<String> untrackedCountries) {
  public MailSettingsPlan {
    untrackedCountries = List.copyOf(untrackedCountries);
  }

  /** As it is before anybody decides. */
  public static MailSettingsPlan undecided() {
    return new MailSettingsPlan(true, null, null, null, false, false, null, List.of());
  }

  /** The same with other limits. */
  public MailSettingsPlan limited(
      @Nullable Integer daily, @Nullable Integer domainDaily, @Nullable Integer domainHourly) {
    return new MailSettingsPlan(
        listUnsubscribe,
        daily,
        domainDaily,
        domainHourly,
        trackOpens,
        trackClicks,
        trackingDomain,
        untrackedCountries);
  }
}
