package cadenza.messaging.domain;

import cadenza.messaging.api.MailSettingsCard;
import cadenza.messaging.api.MailSettingsPlan;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a workspace has decided about all of its mail. */
@Entity
public class MailSettings {
  @Id private UUID workspaceId;
  private boolean listUnsubscribe;
  private @Nullable Integer dailyLimit;
  private @Nullable Integer recipientDomainDailyLimit;
  private @Nullable Integer recipientDomainHourlyLimit;
  private boolean trackOpens;
  private boolean trackClicks;
  private @Nullable String trackingDomain;
  private String[] untrackedCountries = {};
  private Instant updatedAt;
  @Version private long version;

  protected MailSettings() {}

  /** As it is before anybody decides. */
  public static MailSettings undecided(UUID workspaceId, Instant at) {
    var settings = new MailSettings();
    settings.workspaceId = workspaceId;
    settings.change(MailSettingsPlan.undecided(), at);
    return settings;
  }

  public void change(MailSettingsPlan plan, Instant at) {
    listUnsubscribe = plan.listUnsubscribe();
    dailyLimit = plan.dailyLimit();
    recipientDomainDailyLimit = plan.recipientDomainDailyLimit();
    recipientDomainHourlyLimit = plan.recipientDomainHourlyLimit();
    trackOpens = plan.trackOpens();
    trackClicks = plan.trackClicks();
    trackingDomain = plan.trackingDomain();
    untrackedCountries = plan.untrackedCountries().stream().distinct().toArray(String[]::new);
    updatedAt = at;
  }

  public MailSettingsPlan plan() {
    return new MailSettingsPlan(
        listUnsubscribe,
        dailyLimit,
        recipientDomainDailyLimit,
        recipientDomainHourlyLimit,
        trackOpens,
        trackClicks,
        trackingDomain,
        List.of(untrackedCountries));
  }

  public long version() {
    return version;
  }

  public MailSettingsCard card() {
    return new MailSettingsCard(workspaceId, plan(), version);
  }
}
