package cadenza.contacts.adapter.event;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.api.EnsureContacts;
import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.application.EnsureMany;
import cadenza.contacts.application.SaveContact;
import cadenza.contacts.application.SuppressMany;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** Runs in the transaction of whoever needs the contact. */
@ApplicationScoped
class ContactOrderObserver {
  void on(@Observes EnsureContact order, SaveContact saveContact) {
    var emails = List.of(new ContactCard.Email("work", order.address()));
    saveContact.ensure(
        order.workspaceId(), new ContactDraft(order.fullName(), emails, null, null, null, null));
  }

  void on(@Observes EnsureContacts orders, EnsureMany ensureMany) {
    ensureMany.ensure(orders.contacts());
  }

  void on(@Observes SuppressAddresses order, SuppressMany suppressMany) {
    suppressMany.suppress(order.workspaceId(), order.suppressions());
  }
}
