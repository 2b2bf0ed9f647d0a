package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.domain.Sequence;
import cadenza.sequences.domain.Sequences;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a sequence and publishes its first version, so that it can be enrolled in at once. */
@UseCase
public class DefineSequence {
  private static final int LONGEST_NAME = 200;

  @Inject Sequences sequences;
  @Inject PublishSequence publishSequence;
  @Inject Inboxes inboxes;
  @Inject Clocks clocks;

  /**
   * @param senderAccountId what to send from; may be left out by a caller bound to one
   * @param stepsPointer where the steps stand in the request, for errors
   */
  public UUID define(
      UUID workspaceId,
      @Nullable UUID boundInbox,
      String name,
      @Nullable UUID senderAccountId,
      SequencePlan plan,
      String stepsPointer) {
    if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw new InvalidField("/name", "A name has 1 to " + LONGEST_NAME + " characters.");
    }
    var sender = inboxes.choose(workspaceId, senderAccountId, boundInbox, null, "/sender_inbox_id");
    var sequence =
        Sequence.define(
            workspaceId, Ids.next(), name.strip(), sender, null, clocks.of(workspaceId));
    sequences.add(sequence);
    publishSequence.publish(workspaceId, sequence.id(), plan, stepsPointer);
    return sequence.id();
  }
}
