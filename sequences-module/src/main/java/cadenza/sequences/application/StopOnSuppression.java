package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;

/** Ends what writes to an address that nobody may write to any more. */
@UseCase
public class StopOnSuppression {
  @Inject Enrollments enrollments;
  @Inject ContactDirectory directory;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject Clocks clocks;

  /** In the order of the contacts, as everybody who locks several. */
  public void stopAll(List<SuppressionAdded> suppressions) {
    suppressions.stream()
        .filter(one -> one.contactId() != null)
        .sorted(Comparator.comparing(one -> String.valueOf(one.contactId())))
        .forEach(this::stop);
  }

  public void stop(SuppressionAdded suppression) {
    var contactId = suppression.contactId();
    if (contactId == null) {
      return;
    }
    var workspace = suppression.workspaceId();
    var recipient = directory.recipients(List.of(contactId)).get(contactId);
    boolean writtenTo =
        recipient == null
            || recipient.suppressed()
            || (suppression.channel() == null
                && suppression.address() != null
                && suppression.address().equalsIgnoreCase(recipient.address()));
    if (!writtenTo) {
      return;
    }
    var now = clocks.of(workspace);
    var ids = enrollments.allOpenOf(workspace, contactId).stream().map(Enrollment::id).toList();
    finishEnrollments.finish(
        stopLock.stop(workspace, ids, "suppressed", now), FinishReason.OPTED_OUT, now);
  }
}
