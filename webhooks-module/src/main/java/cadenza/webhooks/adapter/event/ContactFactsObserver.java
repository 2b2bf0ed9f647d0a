package cadenza.webhooks.adapter.event;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactErased;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.ContactsDeleted;
import cadenza.contacts.api.ContactsMerged;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.LabelsApplied;
import cadenza.contacts.api.LabelsRemoved;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.contacts.api.SuppressionsAdded;
import cadenza.webhooks.application.EraseEvents;
import cadenza.webhooks.application.RecordEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What happens to contacts and suppressions. */
@ApplicationScoped
class ContactFactsObserver {
  void on(@Observes ContactCreated fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ContactsCreated facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.contacts());
  }

  void on(@Observes ContactsUpdated facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.contacts());
  }

  void on(@Observes ContactUpdated fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ContactDeleted fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes ContactsDeleted facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.contacts());
  }

  void on(@Observes ContactErased fact, EraseEvents eraseEvents) {
    eraseEvents.note(fact);
  }

  void on(@Observes ContactsMerged fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes LabelsApplied facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.labels());
  }

  void on(@Observes LabelRemoved fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes LabelsRemoved facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.labels());
  }

  void on(@Observes SuppressionAdded fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }

  void on(@Observes SuppressionsAdded facts, RecordEvents recordEvents) {
    recordEvents.recordAll(facts.suppressions());
  }

  void on(@Observes SuppressionLifted fact, RecordEvents recordEvents) {
    recordEvents.record(fact);
  }
}
