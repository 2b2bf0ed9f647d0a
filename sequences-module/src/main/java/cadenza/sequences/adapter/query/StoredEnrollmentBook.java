package cadenza.sequences.adapter.query;

import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollmentBook;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Reads the enrollments' own rows. */
@UseCase
class StoredEnrollmentBook implements EnrollmentBook {
  @Inject Enrollments enrollments;

  @Override
  public List<ActiveSequence> activeOf(UUID workspaceId, UUID contactId) {
    return enrollments.allOpenOf(workspaceId, contactId).stream().map(this::line).toList();
  }

  /** A step on its way is nothing the contract knows: to its reader the enrollment is active. */
  private ActiveSequence line(Enrollment row) {
    var status = row.status() == EnrollmentStatus.SENDING ? EnrollmentStatus.ACTIVE : row.status();
    return new ActiveSequence(
        row.id(),
        row.sequenceId(),
        row.senderAccountId(),
        row.stepNumber(),
        row.stepCount(),
        row.status() == EnrollmentStatus.ACTIVE ? row.dueAt() : null,
        status.name().toLowerCase(Locale.ROOT));
  }
}
