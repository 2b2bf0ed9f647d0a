package cadenza.contacts.application;

import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.domain.Contacts;
import cadenza.contacts.domain.Suppression;
import cadenza.contacts.domain.SuppressionSubject;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * Nobody shall write to an address or a domain any more; a repeat changes nothing, not even the
 * reason.
 */
@UseCase
public class SuppressAddress {
  @Inject Contacts contacts;
  @Inject Suppressions suppressions;
  @Inject SubjectKeys subjectKeys;
  @Inject Event<SuppressionAdded> suppressionAdded;
  @Inject Clocks clocks;

  public SavedSuppression suppress(UUID workspaceId, SuppressionDraft draft) {
    var subject = SuppressionSubject.of(draft);
    contacts.lockAddress(workspaceId, subject.text());
    var now = clocks.of(workspaceId);
    var hash = subjectKeys.ensured(workspaceId).hash(subject.text());
    var standing = suppressions.lockedStanding(workspaceId, hash, subject.channel());
    if (standing.isPresent()) {
      if (!standing.get().isOver(now)) {
        return new SavedSuppression(standing.get().card(), false);
      }
      standing.get().close();
      suppressions.update(standing.get());
    }
    var suppression = Suppression.of(workspaceId, subject, hash, draft, now);
    suppressions.add(suppression);
    var holder = contacts.idOf(workspaceId, subject.text()).orElse(null);
    suppressionAdded.fire(suppression.added(holder));
    return new SavedSuppression(suppression.card(), true);
  }
}
