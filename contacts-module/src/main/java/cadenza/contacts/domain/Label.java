package cadenza.contacts.domain;

import cadenza.contacts.api.LabelCard;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A word that contacts can carry; its name is there once in a workspace, however it is written. */
@Entity
public class Label {
  @Id private UUID id;
  private UUID workspaceId;
  private String name;
  private String nameKey;
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected Label() {}

  public static Label of(UUID workspaceId, String name, Instant at) {
    var label = new Label();
    label.id = Ids.next();
    label.workspaceId = workspaceId;
    label.createdAt = at;
    label.rename(name, at);
    return label;
  }

  public void rename(String text, Instant at) {
    name = text.strip();
    nameKey = keyOf(text);
    updatedAt = at;
  }

  public static String keyOf(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  public UUID id() {
    return id;
  }

  public String name() {
    return name;
  }

  public long version() {
    return version;
  }

  public LabelCard card() {
    return new LabelCard(id, workspaceId, name, createdAt, updatedAt, version);
  }
}
