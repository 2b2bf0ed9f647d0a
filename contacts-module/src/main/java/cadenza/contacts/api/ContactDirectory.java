package cadenza.contacts.api;

import cadenza.kernel.api.Page;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about contacts. Every answer is bound to a workspace. */
public interface ContactDirectory {
  Optional<ContactCard> find(UUID workspaceId, UUID contactId);

  /** The contact that holds this address, compared in lower case. */
  Optional<UUID> idOf(UUID workspaceId, String address);

  /**
   * For the engine's batches over several workspaces: two statements, whatever the size. Unknown
   * ids are absent.
   */
  Map<UUID, Recipient> recipients(Collection<UUID> contactIds);

  Page<ContactCard> list(
      UUID workspaceId, @Nullable String query, @Nullable String after, int limit);
}
