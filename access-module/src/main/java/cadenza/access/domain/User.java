package cadenza.access.domain;

import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A person who works in a workspace. */
@Entity
@Table(name = "users")
public class User {
  @Id private UUID id;
  private UUID workspaceId;
  private String name;
  private Instant createdAt;

  protected User() {}

  public static User of(UUID workspaceId, String name, Instant at) {
    var user = new User();
    user.id = Ids.next();
    user.workspaceId = workspaceId;
    user.name = name;
    user.createdAt = at;
    return user;
  }

  public UUID id() {
    return id;
  }
}
