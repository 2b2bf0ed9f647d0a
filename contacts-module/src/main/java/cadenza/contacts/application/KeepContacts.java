package cadenza.contacts.application;

import cadenza.contacts.api.Recipient;
import cadenza.contacts.domain.Contacts;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps a contact from going while somebody refers to it. */
@UseCase
public class KeepContacts {
  @Inject Contacts contacts;
  @Inject MailGate mailGate;

  /**
   * The contact, or the one it was merged into; it is neither deleted nor merged before the end of
   * the transaction. Empty where there is none.
   */
  public Optional<UUID> hold(UUID workspaceId, UUID contactId) {
    if (isHeld(workspaceId, contactId)) {
      return Optional.of(contactId);
    }
    return contacts.mergedInto(workspaceId, contactId).filter(kept -> isHeld(workspaceId, kept));
  }

  /** As {@link #hold}, and how the contact is written to. */
  public Optional<Recipient> holdRecipient(UUID workspaceId, UUID contactId) {
    return contacts
        .heldRecipient(workspaceId, contactId)
        .or(
            () ->
                contacts
                    .mergedInto(workspaceId, contactId)
                    .flatMap(kept -> contacts.heldRecipient(workspaceId, kept)))
        .map(held -> held.suppressing() ? mailGate.looked(held.recipient()) : held.recipient());
  }

  private boolean isHeld(UUID workspaceId, UUID contactId) {
    return !contacts.held(workspaceId, List.of(contactId)).isEmpty();
  }
}
