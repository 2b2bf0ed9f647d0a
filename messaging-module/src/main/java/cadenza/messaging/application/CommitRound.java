package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.BegunMessages.Wanted;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One shared commit: results of all lines are settled first, so that a begin in the same commit
 * never raises what is begun and unsettled above its bound.
 */
@UseCase
public class CommitRound {
  @Inject SettleSending settleSending;
  @Inject BeginSending beginSending;
  @Inject BegunMessages messages;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.lease", defaultValue = "PT60S")
  Duration lease;

  public List<BegunMessage> run(List<Settled> results, List<Wanted> wanted) {
    settleSending.settle(results);
    return beginSending.begin(wanted);
  }

  /** Returns the messages that are still in hand; of another one, nobody knows any more. */
  public Set<UUID> renew(List<BegunMessage> inHand) {
    return messages.renew(inHand, lease);
  }
}
