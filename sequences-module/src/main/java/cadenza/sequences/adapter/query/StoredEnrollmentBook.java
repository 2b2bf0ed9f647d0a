package cadenza.sequences.adapter.query;

import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollmentBook;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.Sequences;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the enrollments' own rows. */
@UseCase
class StoredEnrollmentBook implements EnrollmentBook {
  @Inject Enrollments enrollments;
  @Inject Sequences sequences;

  @Override
  public Map<UUID, EnrollmentLine> lines(UUID workspaceId, Collection<UUID> enrollmentIds) {
    return enrollmentIds.isEmpty()
        ? Map.of()
        : enrollments.allWith(workspaceId, enrollmentIds).stream()
            .collect(Collectors.toMap(Enrollment::id, StoredEnrollmentBook::inShort));
  }

  private static EnrollmentLine inShort(Enrollment row) {
    var standing = row.standing();
    return new EnrollmentLine(
        row.id(),
        row.sequenceId(),
        row.contactId(),
        row.senderAccountId(),
        row.status().name(),
        standing.finishReason(),
        row.stepNumber(),
        row.stepCount(),
        standing.threadId(),
        row.enrolledAt(),
        standing.finishedAt());
  }

  @Override
  public Map<UUID, SequenceLine> sequences(UUID workspaceId, Collection<UUID> sequenceIds) {
    return sequenceIds.isEmpty()
        ? Map.of()
        : sequences.allWith(workspaceId, sequenceIds).stream()
            .collect(Collectors.toMap(Sequence::id, StoredEnrollmentBook::inShort));
  }

  private static SequenceLine inShort(Sequence row) {
    return new SequenceLine(
        row.id(),
        row.name(),
        row.isAdHoc(),
        row.status().name(),
        row.pauseReason(),
        row.senderAccountId(),
        row.createdAt(),
        row.updatedAt());
  }

  @Override
  public Map<UUID, Tally> tallies(UUID workspaceId, Collection<UUID> sequenceIds, Instant before) {
    return sequenceIds.isEmpty() ? Map.of() : enrollments.tallies(workspaceId, sequenceIds, before);
  }

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
