package cadenza.messaging.domain;

import cadenza.messaging.api.MailSettingsCard;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** What a workspace has decided about all of its mail. */
@Entity
public class MailSettings {
  @Id private UUID workspaceId;
  private boolean listUnsubscribe;
  private Instant updatedAt;
  @Version private long version;

  protected MailSettings() {}

  /** As it is before anybody decides. */
  public static MailSettings undecided(UUID workspaceId, Instant at) {
    var settings = new MailSettings();
    settings.workspaceId = workspaceId;
    settings.change(true, at);
    return settings;
  }

  public void change(boolean listUnsubscribe, Instant at) {
    this.listUnsubscribe = listUnsubscribe;
    this.updatedAt = at;
  }

  public long version() {
    return version;
  }

  public MailSettingsCard card() {
    return new MailSettingsCard(workspaceId, listUnsubscribe, version);
  }
}
