package cadenza.sequences.api;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about enrollments that other modules ask. */
public interface EnrollmentBook {
  /** One line of a contact's {@code active_sequences} (contract of gent.mx). */
  record ActiveSequence(
      UUID enrollmentId,
      UUID sequenceId,
      UUID senderAccountId,
      int currentEmail,
      int totalEmails,
      @Nullable Instant nextEmailAt,
      String status) {}

  /**
   * An enrollment in short.
   *
   * @param status ACTIVE, SENDING, PAUSED, AWAITING_TASK or FINISHED
   * @param stepNumber the step that is due or on its way, from 1; the last one when it is over
   */
  record EnrollmentLine(
      UUID id,
      UUID sequenceId,
      UUID contactId,
      UUID senderAccountId,
      String status,
      @Nullable FinishReason finishReason,
      int stepNumber,
      int stepCount,
      @Nullable UUID threadId,
      Instant enrolledAt,
      @Nullable Instant finishedAt) {}

  /** Those of these enrollments that are there; one statement. */
  Map<UUID, EnrollmentLine> lines(UUID workspaceId, Collection<UUID> enrollmentIds);

  /**
   * A sequence in short.
   *
   * @param adHoc whether it was made for a single enrollment and has no name of its own
   * @param status ACTIVE or PAUSED
   */
  record SequenceLine(
      UUID id,
      String name,
      boolean adHoc,
      String status,
      @Nullable String pauseReason,
      UUID senderAccountId,
      Instant createdAt,
      Instant updatedAt) {}

  /** Those of these sequences that are there; one statement. */
  Map<UUID, SequenceLine> sequences(UUID workspaceId, Collection<UUID> sequenceIds);

  /** How many entered a sequence, were written to and answered. */
  record Tally(long enrolled, long contacted, long replied) {}

  /**
   * What had come of these sequences before a moment; it counts their enrollments, so it is not for
   * every event. Who answered and was written to all the same is not among those that replied.
   */
  Map<UUID, Tally> tallies(UUID workspaceId, Collection<UUID> sequenceIds, Instant before);

  List<ActiveSequence> activeOf(UUID workspaceId, UUID contactId);
}
