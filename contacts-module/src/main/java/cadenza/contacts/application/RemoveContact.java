package cadenza.contacts.application;

import cadenza.access.api.EraseTraces;
import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactErased;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.ContactChanged;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets a contact go: out of the list, or out of everything that names the person. */
@UseCase
public class RemoveContact {
  @Inject Contacts contacts;
  @Inject Suppressions suppressions;
  @Inject SubjectKeys subjectKeys;
  @Inject Event<ContactDeleted> contactDeleted;
  @Inject Event<ContactErased> contactErased;
  @Inject Event<EraseTraces> eraseTraces;
  @Inject Clocks clocks;

  /**
   * Enrollments end, and what was said stays.
   *
   * @param expected the version that the caller read, or null for whatever is there
   */
  public void delete(UUID workspaceId, UUID contactId, @Nullable Long expected) {
    var contact = locked(workspaceId, contactId);
    if (expected != null && expected != contact.version()) {
      throw new ContactChanged();
    }
    var now = clocks.of(workspaceId);
    contacts.remove(contact);
    contactDeleted.fire(gone(workspaceId, contactId, false, now));
  }

  /**
   * Personal data goes everywhere. A suppression of the person goes on by its hash.
   *
   * @param suppress whether nobody may write to the addresses again, by a hash alone
   */
  public void erase(UUID workspaceId, UUID contactId, boolean suppress) {
    if (suppress) {
      takeAddressTurns(workspaceId, contactId);
    }
    var contact = locked(workspaceId, contactId);
    var now = clocks.of(workspaceId);
    var addresses = List.copyOf(contact.addressKeys());
    if (suppress) {
      addresses.forEach(address -> suppress(workspaceId, address, now));
    }
    contacts.forgetSubjects(workspaceId, contact.subjects());
    var alsoKnownAs = contacts.mergedFrom(workspaceId, contactId);
    contacts.remove(contact);
    contacts.forgetMerges(workspaceId, contactId);
    contactErased.fire(
        new ContactErased(Ids.next(), workspaceId, now, contactId, alsoKnownAs, addresses));
    contactDeleted.fire(gone(workspaceId, contactId, true, now));
    eraseTraces.fire(
        new EraseTraces(Ids.next(), workspaceId, now, mentions(contactId, alsoKnownAs, addresses)));
  }

  /** Before the contact is locked, as in every request that names an address. */
  private void takeAddressTurns(UUID workspaceId, UUID contactId) {
    contacts
        .with(workspaceId, contactId)
        .ifPresent(
            contact ->
                contact.addressKeys().stream()
                    .sorted()
                    .forEach(address -> contacts.lockAddress(workspaceId, address)));
  }

  private Contact locked(UUID workspaceId, UUID contactId) {
    return contacts.lockedToGo(workspaceId, List.of(contactId)).stream()
        .findFirst()
        .orElseThrow(() -> new NotFound("contact"));
  }

  private static List<String> mentions(
      UUID contactId, List<UUID> alsoKnownAs, List<String> addresses) {
    var mentions = new ArrayList<>(addresses);
    mentions.add(Ids.wire("ctc", contactId));
    alsoKnownAs.forEach(id -> mentions.add(Ids.wire("ctc", id)));
    return mentions;
  }

  private void suppress(UUID workspaceId, String address, Instant now) {
    var hash = subjectKeys.ensured(workspaceId).hash(address);
    var standing = suppressions.lockedStanding(workspaceId, hash, null);
    if (standing.filter(one -> !one.isOver(now)).isPresent()) {
      return;
    }
    standing.ifPresent(
        over -> {
          over.close();
          suppressions.update(over);
        });
    suppressions.add(Suppression.ofErased(workspaceId, hash, now));
  }

  private static ContactDeleted gone(
      UUID workspaceId, UUID contactId, boolean erased, Instant now) {
    return new ContactDeleted(Ids.next(), workspaceId, now, contactId, erased);
  }
}
