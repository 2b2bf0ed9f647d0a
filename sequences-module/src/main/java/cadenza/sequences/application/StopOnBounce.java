package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MessageBounced;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ends what writes to an address that mail does not reach any more. */
@UseCase
public class StopOnBounce {
  @Inject Enrollments enrollments;
  @Inject ContactDirectory directory;
  @Inject StopLock stopLock;
  @Inject FinishEnrollments finishEnrollments;
  @Inject Clocks clocks;

  public void stop(MessageBounced bounced) {
    if (!bounced.suppressed()) {
      return;
    }
    var workspace = bounced.workspaceId();
    var ids = new ArrayList<UUID>();
    var contact = bounced.contactId();
    if (contact != null && !isWrittenTo(contact, bounced.address())) {
      return;
    }
    if (contact != null) {
      enrollments.allOpenOf(workspace, contact).stream().map(Enrollment::id).forEach(ids::add);
    }
    var enrollment = bounced.enrollmentId();
    if (enrollment != null && !ids.contains(enrollment)) {
      ids.add(enrollment);
    }
    var now = clocks.of(workspace);
    finishEnrollments.finish(
        stopLock.stop(workspace, ids, "bounced", now), FinishReason.BOUNCED, now);
  }

  /** A late report about an address that he does not have any more ends nothing. */
  private boolean isWrittenTo(UUID contactId, String address) {
    var recipient = directory.recipients(List.of(contactId)).get(contactId);
    return recipient == null || address.equalsIgnoreCase(recipient.address());
  }
}
