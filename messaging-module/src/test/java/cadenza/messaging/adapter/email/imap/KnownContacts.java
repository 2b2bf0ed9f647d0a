package cadenza.messaging.adapter.email.imap;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.Recipient;
import cadenza.kernel.api.Page;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose addresses a stage knows, and who is held. */
final class KnownContacts implements ContactDirectory {
  private final InboundStage stage;

  KnownContacts(InboundStage stage) {
    this.stage = stage;
  }

  @Override
  public Optional<ContactCard> find(UUID workspaceId, UUID contactId) {
    return Optional.empty();
  }

  @Override
  public Optional<UUID> idOf(UUID workspaceId, String address) {
    return Optional.ofNullable(stage.contacts.get(address.toLowerCase(Locale.ROOT)));
  }

  @Override
  public Map<UUID, ContactCard> cards(UUID workspaceId, Collection<UUID> contactIds) {
    return Map.of();
  }

  @Override
  public Map<UUID, Recipient> recipients(Collection<UUID> contactIds) {
    return Map.of();
  }

  @Override
  public Optional<UUID> hold(UUID workspaceId, UUID contactId) {
    stage.held.add(contactId);
    return Optional.of(contactId);
  }

  @Override
  public Optional<Recipient> holdRecipient(UUID workspaceId, UUID contactId) {
    return Optional.empty();
  }

  @Override
  public Page<ContactCard> list(
      UUID workspaceId, @Nullable String query, @Nullable String after, int limit) {
    return new Page<>(List.of(), null, limit);
  }
}
