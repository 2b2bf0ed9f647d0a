package cadenza.sequences.adapter.event;

import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.application.LookAgain;
import cadenza.sequences.application.StopOnReply;
import cadenza.sequences.application.StopOnSuppression;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** A stop is recorded together with what caused it. */
@Dependent
class StopObserver {
  void on(@Observes ReplyReceived reply, StopOnReply stopOnReply) {
    stopOnReply.stop(reply);
  }

  void on(@Observes SuppressionAdded suppression, StopOnSuppression stopOnSuppression) {
    stopOnSuppression.stop(suppression);
  }

  void on(@Observes ContactUpdated updated, LookAgain lookAgain) {
    lookAgain.at(updated.workspaceId(), updated.contactId());
  }
}
