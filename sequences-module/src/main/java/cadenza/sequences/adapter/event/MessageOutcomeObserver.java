package cadenza.sequences.adapter.event;

import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesReturned;
import cadenza.messaging.api.MessagesSent;
import cadenza.sequences.application.RecordOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Runs in the publisher's transaction: the step advances exactly when the message is sent. */
@ApplicationScoped
class MessageOutcomeObserver {
  void on(@Observes MessagesSent sent, RecordOutcome recordOutcome) {
    recordOutcome.sent(sent.messages());
  }

  void on(@Observes MessagesFailed failed, RecordOutcome recordOutcome) {
    recordOutcome.failed(failed.messages());
  }

  void on(@Observes MessagesReturned returned, RecordOutcome recordOutcome) {
    recordOutcome.returned(returned.messages());
  }

  void on(@Observes MessageOutcomeUnknown unknown, RecordOutcome recordOutcome) {
    recordOutcome.unknown(unknown);
  }
}
