package cadenza.contacts.application;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsMerged;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.Contacts;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Makes one contact of two that are the same person. */
@UseCase
public class MergeContacts {
  @Inject Contacts contacts;
  @Inject ReadContacts readContacts;
  @Inject Event<ContactsMerged> contactsMerged;
  @Inject Event<ContactUpdated> contactUpdated;
  @Inject Clocks clocks;

  /**
   * What the kept one says stays; what only the merged one says is added to it.
   *
   * @param pointer the field that names the other contact
   */
  public ContactCard merge(UUID workspaceId, UUID keptId, UUID mergedId, String pointer) {
    if (keptId.equals(mergedId)) {
      throw new InvalidField(pointer, "same_contact", "A contact cannot be merged into itself.");
    }
    var locked = contacts.lockedToGo(workspaceId, List.of(keptId, mergedId));
    var kept = among(locked, keptId);
    var merged = among(locked, mergedId);
    var now = clocks.of(workspaceId);
    kept.absorb(merged, now);
    contacts.moveSurroundings(workspaceId, mergedId, keptId, now);
    contacts.remove(merged);
    contacts.update(kept);
    contacts.keepHandles(workspaceId, keptId, kept.handles());
    contactsMerged.fire(new ContactsMerged(Ids.next(), workspaceId, now, keptId, mergedId));
    contactUpdated.fire(kept.updated());
    return readContacts
        .find(workspaceId, keptId)
        .orElseThrow(() -> new IllegalStateException("Locked just now"));
  }

  private static Contact among(List<Contact> locked, UUID id) {
    return locked.stream()
        .filter(contact -> contact.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NotFound("contact"));
  }
}
