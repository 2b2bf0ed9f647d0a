package cadenza.contacts.domain;

import cadenza.contacts.api.CompanyCard;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A company; the first contact with its domain brings it about, by a statement. */
@Entity
public class Company {
  @Id private UUID id;
  private UUID workspaceId;
  private String domain;
  private @Nullable String name;
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected Company() {}

  /** An empty name clears it. */
  public void rename(String text, Instant at) {
    name = text.isBlank() ? null : text.strip();
    updatedAt = at;
  }

  public UUID id() {
    return id;
  }

  public long version() {
    return version;
  }

  public CompanyCard card() {
    return new CompanyCard(id, workspaceId, domain, name, createdAt, updatedAt, version);
  }
}
