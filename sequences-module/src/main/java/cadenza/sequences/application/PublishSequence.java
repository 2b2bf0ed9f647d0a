package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.api.SequencePublished;
import cadenza.sequences.domain.DraftPlan;
import cadenza.sequences.domain.PublishedStep;
import cadenza.sequences.domain.SequenceVersion;
import cadenza.sequences.domain.Sequences;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.UUID;

/** Publishes a version: new enrollments follow it, those that run stay with theirs. */
@UseCase
public class PublishSequence {
  @Inject Sequences sequences;
  @Inject Event<SequencePublished> sequencePublished;
  @Inject Clocks clocks;

  /**
   * @return the id of the version
   */
  public UUID publish(UUID workspaceId, UUID sequenceId, SequencePlan plan, String stepsPointer) {
    var draft = DraftPlan.of(plan, stepsPointer);
    var now = clocks.of(workspaceId);
    var sequence =
        sequences.locked(workspaceId, sequenceId).orElseThrow(() -> new NotFound("sequence"));
    var versionId = Ids.next();
    int number = sequence.publish(versionId, now);
    sequences.update(sequence);
    sequences.add(SequenceVersion.publish(workspaceId, versionId, sequenceId, number, draft, now));
    var steps = new ArrayList<PublishedStep>();
    for (int i = 0; i < draft.steps().size(); i++) {
      steps.add(PublishedStep.of(workspaceId, Ids.next(), versionId, i + 1, draft.steps().get(i)));
    }
    sequences.addSteps(steps);
    sequencePublished.fire(
        new SequencePublished(Ids.next(), workspaceId, now, sequenceId, number, sequence.name()));
    return versionId;
  }
}
