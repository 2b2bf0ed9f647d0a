package cadenza.contacts.application;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.EmailAddress;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what is known of contacts. */
@UseCase
public class ReadContacts {
  @Inject Contacts contacts;
  @Inject MailGate mailGate;

  public Optional<ContactCard> find(UUID workspaceId, UUID contactId) {
    return contacts.with(workspaceId, contactId).map(Contact::card);
  }

  public Optional<UUID> idOf(UUID workspaceId, String address) {
    return contacts.idOf(workspaceId, EmailAddress.keyOf(address));
  }

  public Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
    if (contactIds.isEmpty()) {
      return Map.of();
    }
    var found = contacts.recipients(contactIds);
    var addresses = new HashMap<UUID, MailGate.At>();
    for (var recipient : found.values()) {
      if (recipient.address() != null) {
        var key = EmailAddress.keyOf(recipient.address());
        addresses.put(recipient.contactId(), new MailGate.At(recipient.workspaceId(), key));
      }
    }
    var closed = mailGate.closed(addresses.values());
    addresses.forEach(
        (id, address) -> {
          if (closed.contains(address)) {
            found.computeIfPresent(id, (any, recipient) -> recipient.closed());
          }
        });
    return found;
  }

  public Page<ContactCard> list(
      UUID workspaceId, @Nullable String query, @Nullable UUID after, int limit) {
    return page(contacts.page(workspaceId, query, after, 0, limit + 1), limit);
  }

  /**
   * The same list by position. It counts through all that comes before, where {@link #list} does
   * not.
   *
   * @param position how many contacts to pass over
   */
  public Page<ContactCard> listFrom(
      UUID workspaceId, @Nullable String query, int position, int limit) {
    return page(contacts.page(workspaceId, query, null, position, limit + 1), limit);
  }

  private static Page<ContactCard> page(List<Contact> rows, int limit) {
    return Page.of(rows, limit, contact -> contact.id().toString()).map(Contact::card);
  }

  /** How many contacts the list has. */
  public long count(UUID workspaceId, @Nullable String query) {
    return contacts.count(workspaceId, query);
  }
}
