package cadenza.sequences.adapter.event;

import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactErased;
import cadenza.contacts.api.ContactsMerged;
import cadenza.sequences.application.FollowContact;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;

/** Enrollments follow their contacts, in the same transaction. */
@Dependent
class ContactObserver {
  void on(@Observes ContactDeleted fact, FollowContact followContact) {
    followContact.gone(fact.workspaceId(), fact.contactId());
  }

  void on(@Observes ContactsMerged fact, FollowContact followContact) {
    followContact.merged(fact.workspaceId(), fact.mergedContactId(), fact.contactId());
  }

  void on(@Observes ContactErased fact, FollowContact followContact) {
    var ids = new ArrayList<>(fact.alsoKnownAs());
    ids.add(fact.contactId());
    followContact.erased(fact.workspaceId(), ids);
  }
}
