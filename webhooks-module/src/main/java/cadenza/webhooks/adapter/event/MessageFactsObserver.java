package cadenza.webhooks.adapter.event;

import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.ContactComplained;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.InboundStored;
import cadenza.messaging.api.LinksClicked;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessagesFailed;
import cadenza.messaging.api.MessagesOpened;
import cadenza.messaging.api.MessagesSent;
import cadenza.messaging.api.ReplyReceived;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What happens to messages; the lists of the hot path are written with one statement each. */
@ApplicationScoped
class MessageFactsObserver {
  void on(@Observes MessagesSent facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.messages());
  }

  void on(@Observes MessagesFailed facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.messages());
  }

  void on(@Observes MessagesOpened facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.messages());
  }

  void on(@Observes LinksClicked facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.links());
  }

  void on(@Observes MessageOutcomeUnknown fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ReplyReceived fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ContactOptedOut fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes AutoReplyReceived fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes MessageBounced fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ContactComplained fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes InboundStored fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }
}
