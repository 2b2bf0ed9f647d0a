package cadenza.webhooks.adapter.format.inbox;

import cadenza.sequences.api.EnrollmentBook.SequenceLine;
import cadenza.webhooks.domain.InboxCampaign;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The campaigns of one round: what has come of them rises along with its events. */
final class Campaigns {
  private final Map<UUID, SequenceLine> sequences;
  private final Map<UUID, InboxCampaign> counts;
  private final Set<UUID> changed = new HashSet<>();

  Campaigns(Map<UUID, SequenceLine> sequences, Map<UUID, InboxCampaign> counts) {
    this.sequences = Map.copyOf(sequences);
    this.counts = new HashMap<>(counts);
  }

  void change(UUID sequenceId, UnaryOperator<InboxCampaign> change) {
    if (counts.computeIfPresent(sequenceId, (id, now) -> change.apply(now)) != null) {
      changed.add(sequenceId);
    }
  }

  /** The campaign as it is now; empty where the sequence is gone. */
  Optional<Map<String, @Nullable Object>> render(UUID sequenceId, Instant at) {
    var sequence = sequences.get(sequenceId);
    var count = counts.get(sequenceId);
    return sequence == null || count == null
        ? Optional.empty()
        : Optional.of(InboxObjects.campaign(sequence, count, at));
  }

  Collection<InboxCampaign> changed() {
    return changed.stream().map(counts::get).toList();
  }
}
