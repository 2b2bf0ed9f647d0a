package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.StoredAnswer;
import cadenza.access.domain.IdempotencyKeyInUse;
import cadenza.access.domain.IdempotencyKeyReused;
import cadenza.access.domain.IdempotencyKeys;
import cadenza.access.domain.IdempotencyKeys.Standing;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Signatures;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets a request with a key happen once. {@link #begin}, the request's work and {@link #answered}
 * belong into one transaction: then either the key is known with its answer and the work is done,
 * or, after a crash at any point, neither is and the next try is the first.
 */
@UseCase
public class UseIdempotencyKey {
  private static final Duration KEPT = Duration.ofHours(24);

  private static final String PURPOSE = "idempotency";

  @Inject IdempotencyKeys keys;
  @Inject Signatures signatures;
  @Inject Clocks clocks;

  /**
   * Empty when this request is the first and shall be done; otherwise the answer to repeat.
   *
   * @param digest the same for the same method, address and body; it is kept signed by a key of the
   *     server's, since a body may hold a password, and a plain hash would let it be guessed
   */
  public Optional<StoredAnswer> begin(Caller caller, String key, String digest) {
    var oldest = clocks.real().minus(KEPT);
    keys.forgetBefore(oldest);
    if (!keys.hold(caller, key)) {
      throw new IdempotencyKeyInUse();
    }
    var standing = keys.standing(caller, key, oldest);
    if (standing.filter(known -> !isOf(digest, known.fingerprint())).isPresent()) {
      throw new IdempotencyKeyReused();
    }
    return standing.map(Standing::answer);
  }

  /** Forgets some of what is older than 24 hours; 0 when there was none. */
  public int forgetOld() {
    return keys.forgetBefore(clocks.real().minus(KEPT));
  }

  /**
   * What a request with this key was answered within the last 24 hours. Throws {@code NotFound}
   * when there was none, or none that came to an end.
   */
  public StoredAnswer lookUp(Caller caller, String key) {
    if (!keys.hold(caller, key)) {
      throw new IdempotencyKeyInUse();
    }
    return keys.standing(caller, key, clocks.real().minus(KEPT))
        .map(Standing::answer)
        .orElseThrow(() -> new NotFound("request"));
  }

  /**
   * What the key stands for from now on. A refusal comes in a transaction of its own: it changes
   * nothing when another request has taken the key meanwhile.
   */
  public void answered(Caller caller, String key, String digest, StoredAnswer answer) {
    var now = clocks.real();
    if (keys.hold(caller, key)) {
      var fingerprint = HexFormat.of().formatHex(signatures.sign(PURPOSE, digest));
      keys.keep(caller, key, new Standing(fingerprint, answer), now, now.minus(KEPT));
    }
  }

  /** What the master key before this one signed counts, too. */
  private boolean isOf(String digest, String fingerprint) {
    return signatures.proves(PURPOSE, digest, HexFormat.of().parseHex(fingerprint));
  }
}
