package cadenza.messaging.adapter.event;

import cadenza.contacts.api.ContactErased;
import cadenza.contacts.api.ContactsLeaving;
import cadenza.contacts.api.ContactsMerged;
import cadenza.messaging.application.FollowContact;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Conversations follow their contacts, in the same transaction. */
@ApplicationScoped
class ContactObserver {
  /** Before those who say nothing: messages are locked before enrollments. */
  private static final int FIRST = 1_000;

  /** After all others: no enrollment of theirs queues a message any more. */
  private static final int LAST = 4_000;

  void on(@Observes ContactsLeaving question, FollowContact followContact) {
    question.need(followContact.writtenTo(question.workspaceId(), question.contactIds()));
  }

  void on(@Observes ContactsMerged fact, FollowContact followContact) {
    followContact.merged(fact.workspaceId(), fact.mergedContactId(), fact.contactId());
  }

  void on(@Observes @Priority(FIRST) ContactErased fact, FollowContact followContact) {
    followContact.erased(fact.workspaceId(), idsOf(fact), fact.addresses());
  }

  void after(@Observes @Priority(LAST) ContactErased fact, FollowContact followContact) {
    followContact.forgetLate(fact.workspaceId(), idsOf(fact), fact.addresses());
  }

  private static List<UUID> idsOf(ContactErased fact) {
    var ids = new ArrayList<>(fact.alsoKnownAs());
    ids.add(fact.contactId());
    return ids;
  }
}
