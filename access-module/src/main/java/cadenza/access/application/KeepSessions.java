package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.SessionCard;
import cadenza.access.domain.Login;
import cadenza.access.domain.Logins;
import cadenza.access.domain.User;
import cadenza.access.domain.Users;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Sha256;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sessions of people: opened, told by their cookie, and ended. */
@EngineWork
@UseCase
public class KeepSessions {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SECRET_BYTES = 32;

  @Inject
  @ConfigProperty(name = "cadenza.sessions.idle", defaultValue = "PT8H")
  Duration idle;

  @Inject
  @ConfigProperty(name = "cadenza.sessions.longest", defaultValue = "P7D")
  Duration longest;

  @Inject Users users;
  @Inject Logins logins;
  @Inject Clocks clocks;

  /**
   * Empty when he is gone, or has another password than the one that was proved: stretching takes
   * long enough for it to change meanwhile.
   *
   * @param stretched what was proved
   */
  public Optional<OpenedSession> open(UUID workspaceId, UUID userId, String stretched) {
    return users
        .held(workspaceId, userId)
        .filter(user -> user.password().filter(stretched::equals).isPresent())
        .map(this::opened);
  }

  private OpenedSession opened(User user) {
    var secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    var value = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    var login = Login.of(user, Ids.next(), Sha256.hex(value), clocks.real());
    logins.add(login);
    return new OpenedSession(login.card(user, longest), value);
  }

  /**
   * Who holds a cookie. Both rows are read at each request, so a logout, a new role and a removal
   * count from the next one on, on every node.
   */
  public Optional<Caller> authenticate(String value) {
    if (value.length() > 100) {
      return Optional.empty();
    }
    var now = clocks.real();
    var login =
        logins.withHash(Sha256.hex(value)).filter(found -> found.proves(now, idle, longest));
    login
        .filter(found -> found.seenLongAgo(now))
        .ifPresent(found -> logins.noteUse(found.workspaceId(), found.id(), now));
    return login.flatMap(
        found -> users.with(found.workspaceId(), found.userId()).map(found::caller));
  }

  /** The caller's own session. Throws {@code NotFound} when he came by something else. */
  public SessionCard read(Caller caller) {
    var login =
        logins
            .with(caller.workspaceId(), caller.tokenId())
            .orElseThrow(() -> new NotFound("session"));
    var user = users.with(login.workspaceId(), login.userId());
    return login.card(user.orElseThrow(() -> new NotFound("session")), longest);
  }

  /** Ends the caller's own session; as {@link #read}. */
  public void end(Caller caller) {
    read(caller);
    logins.end(caller.workspaceId(), caller.tokenId());
  }

  /** Removes what has ended by itself. */
  public void forgetOld() {
    logins.forgetUnseenSince(clocks.real().minus(idle));
  }
}
