package cadenza.access.application;

import cadenza.access.api.Caller;
import java.time.Instant;
import java.util.Optional;

/** Who holds which token, asked once for each request and before anybody is known. */
public interface TokenHolders {
  /**
   * Who asks by a token.
   *
   * @param lastUseIsOld whether the use that is noted is more than a minute ago; a busy token does
   *     not write at each request
   */
  record Holder(Caller caller, boolean lastUseIsOld) {}

  /** Empty where the token is unknown, revoked, or expired at that instant. */
  Optional<Holder> with(String hash, Instant at);
}
