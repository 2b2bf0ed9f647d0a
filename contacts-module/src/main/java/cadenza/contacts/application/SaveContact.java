package cadenza.contacts.application;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDraft;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.ContactChanged;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.Labels;
import cadenza.contacts.domain.NewCompany;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates a contact or changes the one that holds its first address. */
@UseCase
public class SaveContact {
  @Inject Contacts contacts;
  @Inject Labels labels;
  @Inject CustomValuesCheck customValues;
  @Inject Event<ContactCreated> contactCreated;
  @Inject Event<ContactUpdated> contactUpdated;
  @Inject Clocks clocks;

  public SavedContact save(UUID workspaceId, ContactDraft draft) {
    var holder = holderOfFirstAddress(workspaceId, draft);
    return holder.isPresent()
        ? new SavedContact(change(workspaceId, holder.get(), draft), false)
        : new SavedContact(create(workspaceId, draft), true);
  }

  /**
   * @param expected the version that the caller read, or null to change whatever is there
   */
  public ContactCard change(
      UUID workspaceId, UUID contactId, ContactDraft draft, @Nullable Long expected) {
    var contact =
        contacts.locked(workspaceId, contactId).orElseThrow(() -> new NotFound("contact"));
    if (expected != null && expected != contact.version()) {
      throw new ContactChanged();
    }
    return change(workspaceId, contact, draft);
  }

  /** Only where no contact holds the address yet. */
  public void ensure(UUID workspaceId, ContactDraft draft) {
    if (holderOfFirstAddress(workspaceId, draft).isEmpty()) {
      create(workspaceId, draft);
    }
  }

  private Optional<Contact> holderOfFirstAddress(UUID workspaceId, ContactDraft draft) {
    var emails = draft.emails();
    if (emails == null || emails.isEmpty()) {
      return Optional.empty();
    }
    var key = EmailAddress.of("/emails/0/address", emails.get(0).address()).key();
    return contacts.holderInTurn(workspaceId, key).flatMap(id -> contacts.locked(workspaceId, id));
  }

  private ContactCard create(UUID workspaceId, ContactDraft draft) {
    var contact = Contact.register(workspaceId, draft, clocks.of(workspaceId));
    takeCustomFields(workspaceId, contact, draft);
    contacts.add(contact);
    keepSurroundings(workspaceId, contact, draft);
    contactCreated.fire(contact.created());
    return card(workspaceId, contact, true);
  }

  private ContactCard change(UUID workspaceId, Contact contact, ContactDraft draft) {
    contact.change(draft, clocks.of(workspaceId));
    takeCustomFields(workspaceId, contact, draft);
    contacts.update(contact);
    if (draft.emails() != null) {
      contacts.dropAddressesBut(workspaceId, contact.id(), contact.addressKeys());
    }
    keepSurroundings(workspaceId, contact, draft);
    contactUpdated.fire(contact.updated());
    return card(workspaceId, contact, false);
  }

  private void takeCustomFields(UUID workspaceId, Contact contact, ContactDraft draft) {
    if (draft.customFields() != null) {
      contact.takeCustomFields(customValues.texts(workspaceId, draft.customFields()));
    }
  }

  private ContactCard card(UUID workspaceId, Contact contact, boolean fresh) {
    var card = customValues.typed(workspaceId, List.of(contact.card())).get(0);
    return fresh
        ? card
        : card.with(
            labels.carriedBy(workspaceId, List.of(card.id())).getOrDefault(card.id(), List.of()));
  }

  private void keepSurroundings(UUID workspaceId, Contact contact, ContactDraft draft) {
    var company = companyOf(workspaceId, contact, draft);
    if (draft.emails() != null) {
      contacts.claimAddresses(workspaceId, contact.id(), contact.addressKeys(), company);
    } else if (company != null) {
      contacts.ensureCompany(workspaceId, company);
    }
    if (draft.phones() != null || draft.profiles() != null) {
      contacts.keepHandles(workspaceId, contact.id(), contact.handles());
    }
  }

  /** Null where it has none, or nothing was said that might have changed it. */
  private @Nullable NewCompany companyOf(UUID workspaceId, Contact contact, ContactDraft draft) {
    var domain = contact.domain();
    return domain == null || draft.emails() == null && draft.details() == null
        ? null
        : new NewCompany(Ids.next(), domain, contact.companyName(), clocks.of(workspaceId));
  }
}
