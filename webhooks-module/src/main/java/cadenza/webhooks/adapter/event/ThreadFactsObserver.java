package cadenza.webhooks.adapter.event;

import cadenza.messaging.api.ThreadAssigned;
import cadenza.messaging.api.ThreadCategorized;
import cadenza.messaging.api.ThreadClosed;
import cadenza.messaging.api.ThreadReopened;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What people do with conversations. */
@ApplicationScoped
class ThreadFactsObserver {
  void on(@Observes ThreadAssigned fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ThreadCategorized fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ThreadClosed fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ThreadReopened fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }
}
