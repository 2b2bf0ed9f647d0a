package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.domain.Token;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Tells who holds a token. The row is read at each request, so a revocation counts from the next
 * one on, on every node.
 */
@EngineWork
@UseCase
public class AuthenticateToken {
  @Inject Tokens tokens;
  @Inject Clocks clocks;

  /** Empty for an unknown, expired or revoked token: the three look alike. */
  public Optional<Caller> authenticate(String text) {
    var value = new TokenValue(text);
    if (!value.wellFormed()) {
      return Optional.empty();
    }
    var now = clocks.real();
    var token = tokens.withHash(value.hash()).filter(found -> found.proves(now));
    token
        .filter(found -> found.lastUseIsOlderThanAMinute(now))
        .map(Token::caller)
        .ifPresent(caller -> tokens.noteUse(caller.workspaceId(), caller.tokenId(), now));
    return token.map(Token::caller);
  }
}
