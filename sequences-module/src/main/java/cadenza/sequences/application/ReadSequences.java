package cadenza.sequences.application;

import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.CalendarPlan;
import cadenza.sequences.api.SequenceCard;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.domain.Plan;
import cadenza.sequences.domain.PublishedStep;
import cadenza.sequences.domain.SendingCalendar;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.Sequences;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what sequences there are. */
@UseCase
public class ReadSequences {
  @Inject Sequences sequences;
  @Inject Plans plans;

  public Optional<SequenceCard> find(UUID workspaceId, UUID sequenceId) {
    return sequences.withId(workspaceId, sequenceId).map(this::card);
  }

  /**
   * Newest first.
   *
   * @param senderAccountId only those that send from it; null for all
   */
  public Page<SequenceCard> list(
      UUID workspaceId, @Nullable UUID senderAccountId, @Nullable UUID after, int limit) {
    var rows = sequences.list(workspaceId, senderAccountId, after, limit + 1);
    return Page.of(rows, limit, row -> row.id().toString()).map(this::card);
  }

  private SequenceCard card(Sequence sequence) {
    var versionId = sequence.latestVersionId();
    if (versionId == null) {
      throw new IllegalStateException("A sequence is published when it is made");
    }
    var plan = plans.of(sequence.workspaceId(), versionId);
    return new SequenceCard(
        sequence.id(),
        sequence.workspaceId(),
        sequence.name(),
        sequence.status().name(),
        sequence.pauseReason(),
        sequence.senderAccountId(),
        plan.number(),
        asPlanned(plan, sequences.stepsOf(sequence.workspaceId(), versionId)),
        sequence.createdAt(),
        sequence.updatedAt());
  }

  private static SequencePlan asPlanned(Plan plan, List<PublishedStep> steps) {
    return new SequencePlan(
        plan.exitOnReply(),
        plan.track(),
        plan.exitConditionPrompt(),
        plan.calendar().hasWindows() ? calendar(plan) : null,
        steps.stream().map(PublishedStep::asPlanned).toList());
  }

  private static CalendarPlan calendar(Plan plan) {
    return new CalendarPlan(
        plan.zone() == null ? null : plan.zone().getId(),
        plan.calendar().windows().stream().map(ReadSequences::hours).toList(),
        (int) plan.calendar().jitter().toSeconds());
  }

  private static CalendarPlan.Hours hours(SendingCalendar.Window window) {
    return new CalendarPlan.Hours(Set.of(window.day()), window.opens(), window.closes());
  }
}
