package cadenza.contacts.api;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Contacts that are about to go because nobody seems to need them: whoever does names them before
 * the event is through. They are locked, so nothing can begin for them meanwhile.
 */
public final class ContactsLeaving {
  private final UUID workspaceId;
  private final List<UUID> contactIds;
  private final Set<UUID> needed = new HashSet<>();

  public ContactsLeaving(UUID workspaceId, List<UUID> contactIds) {
    this.workspaceId = workspaceId;
    this.contactIds = List.copyOf(contactIds);
  }

  public UUID workspaceId() {
    return workspaceId;
  }

  public List<UUID> contactIds() {
    return contactIds;
  }

  /** These stay. */
  public void need(Collection<UUID> ids) {
    needed.addAll(ids);
  }

  /** Whom nobody needs, in the order they were asked for. */
  public List<UUID> going() {
    return contactIds.stream().filter(id -> !needed.contains(id)).toList();
  }
}
