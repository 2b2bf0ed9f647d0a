package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.domain.Logins;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.Token;
import cadenza.access.domain.Tokens;
import cadenza.access.domain.User;
import cadenza.access.domain.Users;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds whoever makes a token until it is made. So who ends him waits and finds it, or has come
 * before and there is none.
 */
@UseCase
public class HoldMaker {
  @Inject Tokens tokens;
  @Inject Users users;
  @Inject Logins logins;
  @Inject Clocks clocks;

  /**
   * The caller's token, where he came by one. Throws {@code ScopeBeyondCaller} when what he came by
   * has just ended or become less.
   */
  public Optional<Token> of(Caller caller) {
    var person = caller.userId();
    if (caller.kind() == Caller.Kind.SESSION && person != null) {
      requireStanding(caller, person);
      return Optional.empty();
    }
    var own = tokens.held(caller.workspaceId(), caller.tokenId());
    if (own.filter(token -> !token.proves(clocks.real())).isPresent()) {
      throw new ScopeBeyondCaller("/scopes", "Your own token has just been revoked.");
    }
    return own;
  }

  private void requireStanding(Caller caller, UUID person) {
    var role = users.held(caller.workspaceId(), person).map(User::role);
    if (role.filter(now -> now.scopes().containsAll(caller.scopes())).isEmpty()) {
      throw new ScopeBeyondCaller("/scopes", "Your role has just been changed.");
    }
    if (logins.with(caller.workspaceId(), caller.tokenId()).isEmpty()) {
      throw new ScopeBeyondCaller("/scopes", "Your session has just ended.");
    }
  }
}
