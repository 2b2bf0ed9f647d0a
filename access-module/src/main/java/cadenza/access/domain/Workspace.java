package cadenza.access.domain;

import cadenza.access.api.WorkspaceCard;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * One tenant. Whether it is a test workspace is decided once, so no clock ever stops a real one.
 */
@Entity
public class Workspace {
  @Id private UUID id;
  private String name;
  private String zone;
  private boolean test;
  private Instant createdAt;

  protected Workspace() {}

  public static Workspace open(String name, ZoneId zone, boolean test, Instant at) {
    var workspace = new Workspace();
    workspace.id = Ids.next();
    workspace.name = name;
    workspace.zone = zone.getId();
    workspace.test = test;
    workspace.createdAt = at;
    return workspace;
  }

  public UUID id() {
    return id;
  }

  public WorkspaceCard card() {
    return new WorkspaceCard(id, name, ZoneId.of(zone), test);
  }
}
