package cadenza.sequences.adapter.event;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactErased;
import cadenza.contacts.api.ContactsDeleted;
import cadenza.contacts.api.ContactsLeaving;
import cadenza.contacts.api.ContactsMerged;
import cadenza.sequences.application.FollowContact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/** Enrollments follow their contacts, in the same transaction. */
@ApplicationScoped
class ContactObserver {
  void on(@Observes ContactDeleted fact, FollowContact followContact) {
    followContact.gone(fact.workspaceId(), List.of(fact.contactId()));
  }

  void on(@Observes ContactsDeleted facts, FollowContact followContact) {
    facts.contacts().stream()
        .collect(
            groupingBy(ContactDeleted::workspaceId, mapping(ContactDeleted::contactId, toList())))
        .forEach(followContact::gone);
  }

  void on(@Observes ContactsLeaving question, FollowContact followContact) {
    question.need(followContact.enrolled(question.workspaceId(), question.contactIds()));
  }

  void on(@Observes ContactsMerged fact, FollowContact followContact) {
    followContact.merged(fact.workspaceId(), fact.mergedContactId(), fact.contactId());
  }

  void on(@Observes ContactErased fact, FollowContact followContact) {
    var ids = new ArrayList<>(fact.alsoKnownAs());
    ids.add(fact.contactId());
    followContact.erased(fact.workspaceId(), ids, fact.addresses());
  }
}
