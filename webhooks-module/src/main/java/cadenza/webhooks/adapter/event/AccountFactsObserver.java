package cadenza.webhooks.adapter.event;

import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What happens to sender accounts. */
@ApplicationScoped
class AccountFactsObserver {
  void on(@Observes SenderAccountTroubled fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes SenderAccountRecovered fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }
}
