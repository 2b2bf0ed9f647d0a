package cadenza.contacts.application;

import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.SuppressionSubject;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lets an address or a domain be written to again. */
@UseCase
public class LiftSuppression {
  /**
   * Who lifts it, and what shows that it may be.
   *
   * @param by as it shall be read later, for example a token's id
   */
  public record Grounds(@Nullable String by, @Nullable String evidence) {}

  @Inject Suppressions suppressions;
  @Inject SubjectKeys subjectKeys;
  @Inject Event<SuppressionLifted> suppressionLifted;
  @Inject Clocks clocks;

  public SuppressionCard withId(UUID workspaceId, UUID suppressionId, Grounds grounds) {
    return lift(workspaceId, suppressions.lockedStandingWith(workspaceId, suppressionId), grounds);
  }

  /** The one that holds for the address on every channel. */
  public SuppressionCard of(UUID workspaceId, String address, Grounds grounds) {
    var subject = SuppressionSubject.of(SuppressionDraft.of(address, ""));
    var key = subjectKeys.of(List.of(workspaceId)).get(workspaceId);
    var found =
        key == null
            ? Optional.<Suppression>empty()
            : suppressions.lockedStanding(workspaceId, key.hash(subject.text()), null);
    return lift(workspaceId, found, grounds);
  }

  private SuppressionCard lift(UUID workspaceId, Optional<Suppression> found, Grounds grounds) {
    var now = clocks.of(workspaceId);
    var suppression =
        found.filter(one -> !one.isOver(now)).orElseThrow(() -> new NotFound("suppression"));
    var fact = suppression.lift(now, grounds.by(), grounds.evidence());
    suppressions.update(suppression);
    suppressionLifted.fire(fact);
    return suppression.card();
  }
}
