package cadenza.contacts.application;

import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/** Nobody shall write to an address any more; a repeat changes nothing, not even the reason. */
@UseCase
public class SuppressAddress {
  @Inject Contacts contacts;
  @Inject Suppressions suppressions;
  @Inject Event<SuppressionAdded> suppressionAdded;
  @Inject Clocks clocks;

  public SavedSuppression suppress(UUID workspaceId, String address, String reason) {
    var wanted = EmailAddress.of("/address", address);
    contacts.lockAddress(workspaceId, wanted.key());
    var standing = suppressions.inForce(workspaceId, wanted.key());
    if (standing.isPresent()) {
      return new SavedSuppression(standing.get().card(), false);
    }
    var suppression = Suppression.of(workspaceId, wanted, reason, clocks.of(workspaceId));
    suppressions.add(suppression);
    var holder = contacts.idOf(workspaceId, wanted.key()).orElse(null);
    suppressionAdded.fire(suppression.added(holder));
    return new SavedSuppression(suppression.card(), true);
  }
}
