package cadenza.access.domain;

import cadenza.access.api.Caller;
import cadenza.access.api.SessionCard;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Somebody who logged in and has not left. */
@Entity
@Table(name = "login_session")
public class Login {
  @Id private UUID id;
  private UUID workspaceId;
  private UUID userId;
  private String hash;
  private Instant createdAt;
  private Instant seenAt;

  protected Login() {}

  /**
   * @param hash of what the cookie holds
   */
  public static Login of(User user, UUID id, String hash, Instant at) {
    var login = new Login();
    login.id = id;
    login.workspaceId = user.workspaceId();
    login.userId = user.id();
    login.hash = hash;
    login.createdAt = at;
    login.seenAt = at;
    return login;
  }

  public UUID id() {
    return id;
  }

  public UUID workspaceId() {
    return workspaceId;
  }

  public UUID userId() {
    return userId;
  }

  /**
   * @param idle how long it may rest
   * @param longest how long it may last
   */
  public boolean proves(Instant at, Duration idle, Duration longest) {
    return at.isBefore(seenAt.plus(idle)) && at.isBefore(createdAt.plus(longest));
  }

  /** Kept to the minute, so that a busy person does not write at each request. */
  public boolean seenLongAgo(Instant at) {
    return seenAt.isBefore(at.minusSeconds(60));
  }

  public Caller caller(User user) {
    return new Caller(
        workspaceId,
        id,
        user.role().scopes(),
        null,
        Caller.Kind.SESSION,
        user.id(),
        null,
        false,
        null);
  }

  public SessionCard card(User user, Duration longest) {
    return new SessionCard(id, workspaceId, user.card(), createdAt.plus(longest));
  }
}
