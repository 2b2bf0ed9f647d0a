package cadenza.sequences.application;

import cadenza.messaging.api.SenderCapacity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which accounts this node need not ask again yet. Only a saving: forgetting it costs a question,
 * and it forgets soon, so that a raised limit or an account set free is noticed within a second.
 */
@ApplicationScoped
class AccountPace {
  private static final Duration FORGET = Duration.ofMillis(500);
  private static final Duration BUSY = Duration.ofMillis(20);
  private static final Duration REMEMBERED = Duration.ofHours(1);

  /** A pause, or a provider that asks for rest, is no limit. */
  private static final Set<String> LIMITS =
      Set.of("daily_limit", "hourly_limit", "minimum_gap", "workspace_limit");

  private final Map<UUID, Instant> askAgain = new ConcurrentHashMap<>();
  private final Map<UUID, Instant> limitedUntil = new ConcurrentHashMap<>();

  /** The accounts that need not be asked now. */
  List<UUID> resting(Instant now) {
    askAgain.values().removeIf(until -> !until.isAfter(now));
    return List.copyOf(askAgain.keySet());
  }

  void remember(SenderCapacity.Grant grant, Instant now) {
    if (grant.granted() > 0) {
      askAgain.remove(grant.senderAccountId());
      return;
    }
    var soon = now.plus("busy".equals(grant.refusal()) ? BUSY : FORGET);
    var next = grant.nextAt();
    askAgain.put(grant.senderAccountId(), next != null && next.isBefore(soon) ? next : soon);
  }

  /** Whether it is time to write down that limits hold an account back: about once an hour. */
  boolean isNewlyLimited(SenderCapacity.Grant grant, Instant now) {
    var refusal = grant.refusal();
    if (refusal == null || !LIMITS.contains(refusal)) {
      return false;
    }
    var until = limitedUntil.get(grant.senderAccountId());
    if (until != null && until.isAfter(now)) {
      return false;
    }
    limitedUntil.put(grant.senderAccountId(), now.plus(REMEMBERED));
    return true;
  }
}
