package cadenza.sequences.application;

import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.Recipient;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.Conversations;
import cadenza.sequences.api.EnrollmentCard;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Gate;
import cadenza.sequences.domain.Plan;
import cadenza.sequences.domain.Sequences;
import cadenza.sequences.domain.Step;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells where enrollments stand. */
@UseCase
public class ReadEnrollments {
  @Inject Enrollments enrollments;
  @Inject Sequences sequences;
  @Inject Surroundings surroundings;
  @Inject ContactDirectory directory;
  @Inject Conversations conversations;

  public Optional<EnrollmentCard> find(UUID workspaceId, UUID enrollmentId) {
    return enrollments
        .withId(workspaceId, enrollmentId)
        .map(row -> card(row, directory.recipients(List.of(row.contactId()))));
  }

  /**
   * Newest first.
   *
   * @param status a status by name, or null for all; an unknown one matches nothing
   */
  public Page<EnrollmentCard> list(
      UUID workspaceId,
      @Nullable UUID senderAccountId,
      @Nullable UUID sequenceId,
      @Nullable UUID contactId,
      @Nullable String status,
      @Nullable UUID after,
      int limit) {
    var rows =
        enrollments.list(
            workspaceId, senderAccountId, sequenceId, contactId, status, after, limit + 1);
    var recipients = directory.recipients(rows.stream().map(Enrollment::contactId).toList());
    return Page.of(rows, limit, row -> row.id().toString()).map(row -> card(row, recipients));
  }

  EnrollmentCard card(Enrollment row, Map<UUID, Recipient> recipients) {
    return card(
        row,
        recipients.get(row.contactId()),
        sequences
            .withId(row.workspaceId(), row.sequenceId())
            .map(sequence -> sequence.isAdHoc())
            .orElse(false),
        enrollments.sourceOf(row.workspaceId(), row.id()).orElse(null));
  }

  /** For whoever has the rest at hand. */
  EnrollmentCard card(
      Enrollment row,
      @Nullable Recipient recipient,
      boolean adHoc,
      @Nullable EnrollmentSource source) {
    var plan = surroundings.plan(row);
    var standing = row.standing();
    return new EnrollmentCard(
        row.id(),
        row.workspaceId(),
        row.sequenceId(),
        plan.number(),
        adHoc,
        row.contactId(),
        row.senderAccountId(),
        row.status().name(),
        standing.finishReason(),
        standing.pauseReason(),
        standing.heldReason(),
        standing.blockedReason(),
        row.stepNumber(),
        row.stepCount(),
        row.status() == EnrollmentStatus.ACTIVE ? row.dueAt() : null,
        row.isOver() ? null : subject(row, plan, recipient),
        row.exitOnReply(),
        plan.exitConditionPrompt() == null ? null : "not_judged: " + Gate.EXIT_NOT_JUDGED,
        source,
        standing.threadId(),
        row.messageId(),
        row.enrolledAt(),
        standing.lastSentAt(),
        standing.finishedAt());
  }

  /** A step in an existing thread answers it; one that opens a thread says its own. */
  private @Nullable String subject(Enrollment row, Plan plan, @Nullable Recipient contact) {
    var step = plan.step(row.stepNumber());
    var recipient = surroundings.addressee(row, step, contact);
    var threadId = row.standing().threadId();
    if (threadId != null && !step.opensThread()) {
      return conversations
          .thread(row.workspaceId(), threadId)
          .map(thread -> answerTo(thread.subject()))
          .orElse(null);
    }
    if (recipient == null || !step.unresolved(recipient.variables()).isEmpty()) {
      return null;
    }
    return step instanceof Step.Email email ? email.render(recipient.variables()).subject() : null;
  }

  private static String answerTo(String subject) {
    return subject.regionMatches(true, 0, "Re:", 0, 3) ? subject : "Re: " + subject;
  }
}
