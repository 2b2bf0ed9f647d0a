package cadenza.contacts.api;

import cadenza.kernel.api.Page;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about contacts. Every answer is bound to a workspace. */
public interface ContactDirectory {
  /** A contact that was merged into another answers as that one. */
  Optional<ContactCard> find(UUID workspaceId, UUID contactId);

  /**
   * Those of these contacts that are there; who was merged into another answers as that one, under
   * the id that was asked for.
   */
  Map<UUID, ContactCard> cards(UUID workspaceId, Collection<UUID> contactIds);

  /** The contact that holds this address, compared in lower case. */
  Optional<UUID> idOf(UUID workspaceId, String address);

  /**
   * For the engine's batches over several workspaces: a handful of statements, whatever the size.
   * Unknown ids are absent; who was merged into another is answered with that one.
   */
  Map<UUID, Recipient> recipients(Collection<UUID> contactIds);

  /**
   * The contact, or the one that it was merged into, for somebody who is about to refer to it: it
   * is neither deleted nor merged before the end of the transaction. Empty where there is none.
   */
  Optional<UUID> hold(UUID workspaceId, UUID contactId);

  /** As {@link #hold}, for somebody who will write to it. */
  Optional<Recipient> holdRecipient(UUID workspaceId, UUID contactId);

  Page<ContactCard> list(
      UUID workspaceId, @Nullable String query, @Nullable String after, int limit);
}
