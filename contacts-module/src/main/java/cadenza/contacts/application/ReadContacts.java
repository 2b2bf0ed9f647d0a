package cadenza.contacts.application;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactFilter;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.ContactHandle;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.Labels;
import cadenza.kernel.api.Clocks;
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
  private static final int MOST_HOLDERS = 1_000;

  @Inject Contacts contacts;
  @Inject Labels labels;
  @Inject CustomValuesCheck customValues;
  @Inject MailGate mailGate;
  @Inject Clocks clocks;

  /** A contact that was merged into another answers as that one. */
  public Optional<ContactCard> find(UUID workspaceId, UUID contactId) {
    return contacts
        .with(workspaceId, contactId)
        .or(
            () ->
                contacts
                    .mergedInto(workspaceId, contactId)
                    .flatMap(kept -> contacts.with(workspaceId, kept)))
        .map(contact -> whole(workspaceId, List.of(contact.card())).get(0));
  }

  /** Those that are there, under the ids that were asked for. */
  public Map<UUID, ContactCard> cards(UUID workspaceId, Collection<UUID> contactIds) {
    var found = new HashMap<UUID, ContactCard>();
    whole(
            workspaceId,
            contacts.allWith(workspaceId, contactIds).stream().map(Contact::card).toList())
        .forEach(card -> found.put(card.id(), card));
    for (var id : contactIds) {
      if (!found.containsKey(id)) {
        find(workspaceId, id).ifPresent(kept -> found.put(id, kept));
      }
    }
    return found;
  }

  private List<ContactCard> whole(UUID workspaceId, List<ContactCard> cards) {
    if (cards.isEmpty()) {
      return cards;
    }
    var carried = labels.carriedBy(workspaceId, cards.stream().map(ContactCard::id).toList());
    return customValues.typed(workspaceId, cards).stream()
        .map(card -> card.with(carried.getOrDefault(card.id(), List.of())))
        .toList();
  }

  public Optional<UUID> idOf(UUID workspaceId, String address) {
    return contacts.idOf(workspaceId, EmailAddress.keyOf(address));
  }

  /**
   * Who has this address; many may share a switchboard.
   *
   * @param address an e-mail address, a phone number or the URL of a profile
   */
  public List<UUID> holders(UUID workspaceId, String address) {
    if (EmailAddress.read(address).isPresent()) {
      return contacts.idOf(workspaceId, EmailAddress.keyOf(address)).stream().toList();
    }
    return ContactHandle.read(address)
        .map(handle -> contacts.having(workspaceId, handle, MOST_HOLDERS))
        .orElse(List.of());
  }

  public Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
    if (contactIds.isEmpty()) {
      return Map.of();
    }
    var found = contacts.recipients(contactIds);
    mailGate.close(found);
    return found;
  }

  public Page<ContactCard> list(
      UUID workspaceId, ContactFilter filter, @Nullable UUID after, int limit) {
    var now = clocks.of(workspaceId);
    return page(workspaceId, contacts.page(workspaceId, filter, now, after, 0, limit + 1), limit);
  }

  /**
   * The same list by position. It counts through all that comes before, where {@link #list} does
   * not.
   *
   * @param position how many contacts to pass over
   */
  public Page<ContactCard> listFrom(
      UUID workspaceId, ContactFilter filter, int position, int limit) {
    var now = clocks.of(workspaceId);
    return page(
        workspaceId, contacts.page(workspaceId, filter, now, null, position, limit + 1), limit);
  }

  private Page<ContactCard> page(UUID workspaceId, List<Contact> rows, int limit) {
    var page = Page.of(rows, limit, contact -> contact.id().toString());
    return new Page<>(
        whole(workspaceId, page.results().stream().map(Contact::card).toList()),
        page.next(),
        limit);
  }

  /** How many contacts the list has. */
  public long count(UUID workspaceId, ContactFilter filter) {
    return contacts.count(workspaceId, filter, clocks.of(workspaceId));
  }
}
