package cadenza.webhooks.adapter.event;

import cadenza.access.api.ApprovalDecided;
import cadenza.access.api.ApprovalRequested;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Records what happens to requests for approval. */
@ApplicationScoped
class ApprovalFactsObserver {
  void on(@Observes ApprovalRequested fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ApprovalDecided fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }
}
