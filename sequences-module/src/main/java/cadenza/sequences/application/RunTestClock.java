package cadenza.sequences.application;

import cadenza.access.api.EndTestClockMove;
import cadenza.access.api.PutTestClock;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.SandboxMail;
import cadenza.messaging.api.SenderCapacity;
import cadenza.sequences.domain.DueSteps;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One stride of a test clock: what is due where it stands, claim to settle, or the way to the next
 * due instant. Each stride is a transaction, so after a crash the next one goes on from there.
 */
@UseCase
public class RunTestClock {
  private static final int BATCH = 500;

  @Inject DueSteps dueSteps;
  @Inject RunDueSteps runDueSteps;
  @Inject SandboxMail sandboxMail;
  @Inject SenderCapacity capacity;
  @Inject Event<PutTestClock> putTestClock;
  @Inject Event<EndTestClockMove> endTestClockMove;
  @Inject Clocks clocks;

  /**
   * @return whether the clock has further to go; false also while another node moves it
   */
  public boolean stride(UUID workspaceId, Instant target) {
    if (!dueSteps.isAloneWithClock(workspaceId)) {
      return false;
    }
    var now = clocks.of(workspaceId);
    int taken = runDueSteps.inTestWorkspace(workspaceId, now, BATCH);
    if (taken + sandboxMail.settleQueued(workspaceId, now) > 0) {
      return true;
    }
    var next = nextInstant(workspaceId, now);
    if (next.isPresent() && !next.get().isAfter(target)) {
      putTestClock.fire(new PutTestClock(Ids.next(), workspaceId, now, next.get()));
      return true;
    }
    endTestClockMove.fire(new EndTestClockMove(Ids.next(), workspaceId, now));
    return false;
  }

  /** The next due time, or when what limits or a gap hold back may go. */
  private Optional<Instant> nextInstant(UUID workspaceId, Instant now) {
    var free =
        dueSteps.dueTestAccounts(workspaceId, now).stream()
            .map(account -> capacity.look(workspaceId, account.senderAccountId(), now).nextAt())
            .filter(Objects::nonNull)
            .filter(instant -> instant.isAfter(now));
    return Stream.of(
            free,
            dueSteps.nextTestDue(workspaceId, now).stream(),
            sandboxMail.nextAttempt(workspaceId, now).stream())
        .flatMap(some -> some)
        .min(Instant::compareTo);
  }
}
