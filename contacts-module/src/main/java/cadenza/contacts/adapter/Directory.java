package cadenza.contacts.adapter;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.ContactFilter;
import cadenza.contacts.api.OptOuts;
import cadenza.contacts.api.Recipient;
import cadenza.contacts.api.SuppressionList;
import cadenza.contacts.application.KeepContacts;
import cadenza.contacts.application.ReadContacts;
import cadenza.contacts.application.ReadSuppressions;
import cadenza.kernel.api.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class Directory implements ContactDirectory, SuppressionList, OptOuts {
  @Inject ReadContacts contacts;
  @Inject KeepContacts keepContacts;
  @Inject ReadSuppressions suppressions;

  @Override
  public Optional<ContactCard> find(UUID workspaceId, UUID contactId) {
    return contacts.find(workspaceId, contactId);
  }

  @Override
  public Map<UUID, ContactCard> cards(UUID workspaceId, Collection<UUID> contactIds) {
    return contacts.cards(workspaceId, contactIds);
  }

  @Override
  public Optional<UUID> idOf(UUID workspaceId, String address) {
    return contacts.idOf(workspaceId, address);
  }

  @Override
  public Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
    return contacts.recipients(contactIds);
  }

  @Override
  public Page<ContactCard> list(
      UUID workspaceId, @Nullable String query, @Nullable String after, int limit) {
    return contacts.list(
        workspaceId,
        ContactFilter.ofQuery(query),
        after == null ? null : UUID.fromString(after),
        limit);
  }

  @Override
  public Optional<UUID> hold(UUID workspaceId, UUID contactId) {
    return keepContacts.hold(workspaceId, contactId);
  }

  @Override
  public Optional<Recipient> holdRecipient(UUID workspaceId, UUID contactId) {
    return keepContacts.holdRecipient(workspaceId, contactId);
  }

  @Override
  public Set<String> among(UUID workspaceId, Collection<String> addresses) {
    return suppressions.among(workspaceId, addresses);
  }

  @Override
  public boolean stands(UUID workspaceId, String address) {
    return suppressions.hasOptedOut(workspaceId, address);
  }
}
