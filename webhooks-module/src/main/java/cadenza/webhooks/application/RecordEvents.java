package cadenza.webhooks.application;

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
  @Inject EventRows events;
  @Inject Event<EventsRecorded> recorded;

  /** A fact that is told by itself; the relay is woken as soon as it is committed. */
  public void record(DomainEvent fact) {
    events.add(List.of(Envelope.of(fact)));
    recorded.fire(new EventsRecorded());
  }

  /** Facts of the hot path; the relay's next round finds them, so nothing is woken. */
  public void recordAll(List<? extends DomainEvent> facts) {
    if (!facts.isEmpty()) {
      events.add(facts.stream().map(Envelope::of).toList());
    }
  }
}
