package cadenza.messaging.domain;

import cadenza.messaging.api.MailSettingsCard;
import cadenza.messaging.api.MailSettingsPlan;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
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
  private Instant updatedAt;
  @Version private long version;

  protected MailSettings() {}

  /** As it is before anybody decides. */
  public static MailSettings undecided(UUID workspaceId, Instant at) {
    var settings = new MailSettings();
    settings.workspaceId = workspaceId;
    settings.change(new MailSettingsPlan(true, null, null, null), at);
    return settings;
  }

  public void change(MailSettingsPlan plan, Instant at) {
    listUnsubscribe = plan.listUnsubscribe();
    dailyLimit = plan.dailyLimit();
    recipientDomainDailyLimit = plan.recipientDomainDailyLimit();
    recipientDomainHourlyLimit = plan.recipientDomainHourlyLimit();
    updatedAt = at;
  }

  public MailSettingsPlan plan() {
    return new MailSettingsPlan(
        listUnsubscribe, dailyLimit, recipientDomainDailyLimit, recipientDomainHourlyLimit);
  }

  public long version() {
    return version;
  }

  public MailSettingsCard card() {
    return new MailSettingsCard(workspaceId, plan(), version);
  }
}
