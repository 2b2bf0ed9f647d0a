package cadenza.contacts.application;

import cadenza.contacts.api.SuppressionLifted;
import cadenza.contacts.domain.EmailAddress;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Lets an address be written to again. */
@UseCase
public class LiftSuppression {
  @Inject Suppressions suppressions;
  @Inject Event<SuppressionLifted> suppressionLifted;
  @Inject Clocks clocks;

  public void withId(UUID workspaceId, UUID suppressionId) {
    lift(workspaceId, suppressions.lockedInForceWith(workspaceId, suppressionId));
  }

  public void of(UUID workspaceId, String address) {
    lift(workspaceId, suppressions.lockedInForce(workspaceId, EmailAddress.keyOf(address)));
  }

  private void lift(UUID workspaceId, Optional<Suppression> found) {
    var suppression = found.orElseThrow(() -> new NotFound("suppression"));
    var fact = suppression.lift(clocks.of(workspaceId));
    suppressions.update(suppression);
    suppressionLifted.fire(fact);
  }
}
