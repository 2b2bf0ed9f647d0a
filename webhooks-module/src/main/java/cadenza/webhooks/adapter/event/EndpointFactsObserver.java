package cadenza.webhooks.adapter.event;

import cadenza.webhooks.api.DeliveriesExhausted;
import cadenza.webhooks.api.DeliveriesTroubled;
import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What happens to endpoints; the other endpoints of the workspace may listen to it. */
@ApplicationScoped
class EndpointFactsObserver {
  void on(@Observes EndpointDisabled fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes DeliveriesTroubled facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.deliveries());
  }

  void on(@Observes DeliveriesExhausted facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.deliveries());
  }
}
