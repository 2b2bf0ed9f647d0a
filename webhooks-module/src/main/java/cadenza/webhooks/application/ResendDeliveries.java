package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.ResendingCard;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.Resendings;
import cadenza.webhooks.domain.Turn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Many deliveries once more, under the same ids as before: noted at once, made due bit by bit. What
 * is still being tried is left to its schedule.
 */
@UseCase
public class ResendDeliveries {
  private static final Duration LONGEST_AGO = Duration.ofDays(14);
  private static final int BATCH = 500;

  @Inject Endpoints endpoints;
  @Inject Resendings resendings;
  @Inject Clocks clocks;

  /**
   * What failed or was cancelled.
   *
   * @param since when the oldest was made, at most 14 days ago
   */
  public ResendingCard recover(UUID workspaceId, UUID endpointId, Instant since) {
    requireEnabled(workspaceId, endpointId);
    var now = clocks.real();
    if (since.isBefore(now.minus(LONGEST_AGO)) || since.isAfter(now)) {
      throw new InvalidField("/since", "out_of_range", "This is at most 14 days ago.");
    }
    requireAlone(resendings.addFailed(workspaceId, endpointId, since, now));
    return card(workspaceId, endpointId);
  }

  /** What was told within a time, whether it succeeded or not, or was never sent to it. */
  public ResendingCard replayBetween(
      UUID workspaceId, UUID endpointId, Instant since, @Nullable Instant until) {
    var upTo = until == null ? clocks.real() : until;
    if (upTo.isBefore(since)) {
      throw new InvalidField("/until", "out_of_range", "This is not before since.");
    }
    return replay(
        workspaceId,
        endpointId,
        resendings.numberBefore(workspaceId, since),
        resendings.numberBefore(workspaceId, upTo));
  }

  /** The same by the numbers of events. */
  public ResendingCard replayAfter(
      UUID workspaceId, UUID endpointId, long after, @Nullable Long upTo) {
    long last = resendings.lastNumber(workspaceId);
    if (upTo != null && upTo < after) {
      throw new InvalidField("/up_to", "out_of_range", "This is not below after.");
    }
    return replay(workspaceId, endpointId, after, upTo == null ? last : Math.min(upTo, last));
  }

  private ResendingCard replay(UUID workspaceId, UUID endpointId, long after, long upTo) {
    requireEnabled(workspaceId, endpointId);
    var now = clocks.real();
    requireAlone(resendings.addRange(workspaceId, endpointId, after, upTo, now));
    return card(workspaceId, endpointId);
  }

  private ResendingCard card(UUID workspaceId, UUID endpointId) {
    return resendings.card(workspaceId, endpointId).orElseThrow();
  }

  /** Nothing is noted behind the back of somebody who switches it off at this moment. */
  private void requireEnabled(UUID workspaceId, UUID endpointId) {
    var endpoint =
        endpoints
            .held(workspaceId, endpointId)
            .filter(found -> !found.deleted())
            .orElseThrow(() -> new NotFound("webhook endpoint"));
    if (!endpoint.enabled()) {
      throw new EndpointIsNotEnabled();
    }
    // asked before it is noted, which would wait for the one that runs
    var last = resendings.card(workspaceId, endpointId);
    requireAlone(last.filter(ResendingCard::isRunning).isEmpty());
  }

  private static void requireAlone(boolean alone) {
    if (!alone) {
      throw new ResendingRuns();
    }
  }

  /**
   * Something that is noted.
   *
   * @param resting that are left out
   */
  public Optional<Turn> next(Collection<Turn> resting) {
    return resendings.next(clocks.real(), resting);
  }

  /** A bit of it. */
  public void round(Turn turn) {
    resendings.round(turn, BATCH, clocks.real());
  }
}
