package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.EventRows;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;

/** Writes facts into the event log, in the transaction in which they happen. */
@UseCase
public class RecordEvents {
  private static final int MANY = 1_000;

  @Inject EventRows events;
  @Inject Event<EventsRecorded> recorded;
  @Inject Clocks clocks;

  /** A fact that is told by itself; the relay is woken as soon as it is committed. */
  public void record(DomainEvent fact) {
    events.add(List.of(Envelope.of(fact)));
    recorded.fire(new EventsRecorded());
  }

  /**
   * Facts of the hot path; the relay's next round finds them, so nothing is woken. A thousand at
   * once are numbered here, since the relay would write each of them a second time; such a batch is
   * one of a job or an import, which waits for the other.
   */
  public void recordAll(List<? extends DomainEvent> facts) {
    if (facts.isEmpty()) {
      return;
    }
    var envelopes = facts.stream().map(Envelope::of).toList();
    var workspace = envelopes.get(0).workspaceId();
    if (facts.size() >= MANY
        && envelopes.stream().allMatch(one -> one.workspaceId().equals(workspace))) {
      events.addNumbered(workspace, envelopes, clocks.real());
    } else {
      events.add(envelopes);
    }
  }
}
