package cadenza.webhooks.adapter.event;

import cadenza.messaging.api.CallEnded;
import cadenza.messaging.api.ConnectionRequestAccepted;
import cadenza.messaging.api.ConnectionRequestSent;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What happens elsewhere than in mail. */
@ApplicationScoped
class ChannelFactsObserver {
  void on(@Observes ConnectionRequestSent fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ConnectionRequestAccepted fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes CallEnded fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }
}
