package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.StoredAnswer;
import cadenza.access.domain.IdempotencyKeyInUse;
import cadenza.access.domain.IdempotencyKeyReused;
import cadenza.access.domain.IdempotencyKeys;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets a request with a key happen once. Each step commits on its own: the key before the request's
 * work begins, the answer after it.
 */
@UseCase
public class UseIdempotencyKey {
  private static final Duration KEPT = Duration.ofHours(24);

  @Inject IdempotencyKeys keys;
  @Inject Clocks clocks;

  /**
   * Empty when this request is the first and shall be done; otherwise the answer to repeat.
   *
   * @param fingerprint the same for the same method, address and body
   */
  public Optional<StoredAnswer> begin(Caller caller, String key, String fingerprint) {
    var now = clocks.real();
    keys.forgetBefore(now.minus(KEPT));
    if (keys.take(caller, key, fingerprint, now, now.minus(KEPT))) {
      return Optional.empty();
    }
    var standing = keys.standing(caller, key).orElseThrow(IdempotencyKeyInUse::new);
    if (!standing.fingerprint().equals(fingerprint)) {
      throw new IdempotencyKeyReused();
    }
    return Optional.of(standing.answer().orElseThrow(IdempotencyKeyInUse::new));
  }

  public void answered(Caller caller, String key, StoredAnswer answer) {
    keys.answer(caller, key, answer);
  }

  /** The request failed on our side and changed nothing: the key is free for another try. */
  public void failed(Caller caller, String key) {
    keys.release(caller, key);
  }
}
