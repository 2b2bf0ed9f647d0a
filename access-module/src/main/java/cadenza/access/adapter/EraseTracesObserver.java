package cadenza.access.adapter;

import cadenza.access.api.EraseTraces;
import cadenza.access.application.ForgetAnswers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Forgets in the transaction of whoever erases a person. */
@ApplicationScoped
class EraseTracesObserver {
  void on(@Observes EraseTraces order, ForgetAnswers forgetAnswers) {
    forgetAnswers.mentioning(order.workspaceId(), order.mentions());
  }
}
