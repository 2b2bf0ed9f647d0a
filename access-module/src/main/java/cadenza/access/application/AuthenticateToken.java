package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.domain.TokenValue;
import cadenza.kernel.api.Clocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Tells who holds a token. A revocation counts from the next request on, on another node within
 * half a second.
 */
@ApplicationScoped
public class AuthenticateToken {
  @Inject TokenHolders tokenHolders;
  @Inject NoteTokenUse noteTokenUse;
  @Inject Clocks clocks;

  /** Empty for an unknown, expired or revoked token: the three look alike. */
  public Optional<Caller> authenticate(String text) {
    var value = new TokenValue(text);
    if (!value.wellFormed()) {
      return Optional.empty();
    }
    var now = clocks.real();
    var holder = tokenHolders.with(value.hash(), now);
    holder
        .filter(TokenHolders.Holder::lastUseIsOld)
        .ifPresent(found -> noteTokenUse.note(found.caller(), now));
    return holder.map(TokenHolders.Holder::caller);
  }
}
