package cadenza.access.application;

import cadenza.access.api.Act;
import cadenza.access.api.Caller;
import cadenza.access.domain.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets a person in by address and password. Stretching a password takes a good part of a second, so
 * no transaction is open meanwhile; and it is done for unknown addresses too, so that the time
 * tells nobody who exists.
 */
@ApplicationScoped
public class LogIn {
  @Inject FindLogins findLogins;
  @Inject KeepSessions keepSessions;
  @Inject KeepAudit keepAudit;
  @Inject CountRefusals countRefusals;
  @Inject Passwords passwords;

  /**
   * Empty for an unknown address, a wrong password and somebody without one: they look alike.
   *
   * @param workspaceId where the address is somebody's in several; null for the one that fits
   * @param act where the request comes from, for the audit log
   */
  public Optional<OpenedSession> logIn(
      String email, String password, @Nullable UUID workspaceId, Act act) {
    var candidates = findLogins.with(User.normal(email), workspaceId);
    if (candidates.isEmpty()) {
      passwords.waste(password);
      countRefusals.failed(act.address(), act.action(), act.requestId());
      return Optional.empty();
    }
    var session =
        candidates.stream()
            .filter(candidate -> passwords.fits(password, candidate.stretched()))
            .findFirst()
            .flatMap(
                meant -> keepSessions.open(meant.workspaceId(), meant.userId(), meant.stretched()));
    if (session.isEmpty()) {
      candidates.forEach(
          candidate ->
              countRefusals.failed(
                  candidate.workspaceId(), candidate.userId(), act.address(), act.requestId()));
      return Optional.empty();
    }
    var card = session.get().card();
    keepAudit.done(
        new Caller(
            card.workspaceId(),
            card.id(),
            Set.of(),
            null,
            Caller.Kind.SESSION,
            card.user().id(),
            null,
            false,
            null),
        act);
    return session;
  }
}
