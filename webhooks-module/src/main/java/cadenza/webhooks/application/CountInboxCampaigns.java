package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollmentBook;
import cadenza.sequences.api.EnrollmentBook.Tally;
import cadenza.webhooks.domain.InboxCampaign;
import cadenza.webhooks.domain.InboxCampaigns;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;

/**
 * Counts targets, contacts and replies along with the log; a sequence that is met for the first
 * time is counted once.
 */
@UseCase
public class CountInboxCampaigns {
  /** A time may be stored a microsecond off; what these events tell of is not counted twice. */
  private static final Duration ROUNDED = Duration.ofMillis(1);

  private static final Tally NOTHING = new Tally(0, 0, 0);

  @Inject InboxCampaigns campaigns;
  @Inject EnrollmentBook enrollments;

  /**
   * How these stood before the next events.
   *
   * @param at when the earliest of them happened
   */
  public Map<UUID, InboxCampaign> of(UUID workspaceId, Collection<UUID> sequenceIds, Instant at) {
    if (sequenceIds.isEmpty()) {
      return Map.of();
    }
    var known = new HashMap<>(campaigns.of(workspaceId, sequenceIds));
    var unknown = new HashSet<>(sequenceIds);
    unknown.removeAll(known.keySet());
    if (!unknown.isEmpty()) {
      var tallies = enrollments.tallies(workspaceId, unknown, at.minus(ROUNDED));
      unknown.forEach(id -> known.put(id, first(id, tallies.getOrDefault(id, NOTHING))));
      campaigns.write(workspaceId, unknown.stream().map(known::get).toList());
    }
    return known;
  }

  private static InboxCampaign first(UUID sequenceId, Tally tally) {
    return new InboxCampaign(
        sequenceId, tally.enrolled(), tally.contacted(), tally.replied(), null, null, null);
  }

  public void write(UUID workspaceId, Collection<InboxCampaign> changed) {
    if (!changed.isEmpty()) {
      campaigns.write(workspaceId, changed);
    }
  }
}
