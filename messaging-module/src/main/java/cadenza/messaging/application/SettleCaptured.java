package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.SendResult;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Begins and settles what a test workspace has queued: captured instead of sent. */
@UseCase
public class SettleCaptured {
  private static final int AT_ONCE = 1000;

  @Inject BegunMessages messages;
  @Inject BeginSending beginSending;
  @Inject SettleSending settleSending;

  public Optional<Instant> nextAttempt(UUID workspaceId, Instant after) {
    return messages.nextCaptured(workspaceId, after);
  }

  public int settleQueued(UUID workspaceId, Instant at) {
    var begun = messages.beginCaptured(workspaceId, at, AT_ONCE);
    if (begun.isEmpty()) {
      return 0;
    }
    var accepted = new SendResult.Accepted();
    settleSending.settle(
        beginSending.passingGates(begun, at).stream()
            .map(one -> new Settled(accepted.settle(one, at), AccountNews.NOTHING))
            .toList());
    return begun.size();
  }
}
