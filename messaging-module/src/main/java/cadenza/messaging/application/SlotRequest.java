package cadenza.messaging.application;

import cadenza.messaging.domain.BegunMessages.Wanted;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a slot of a line asks its writer for: a result to write, a message to begin, or both in this
 * order.
 */
record SlotRequest(
    Line line,
    @Nullable Sending sending,
    @Nullable Settled result,
    @Nullable Wanted wanted,
    boolean takesSlot) {

  static SlotRequest toBegin(Line line, UUID messageId) {
    return new SlotRequest(line, null, null, wanted(messageId), true);
  }

  /**
   * @param next begun in the same commit, in the slot that the result frees
   */
  static SlotRequest toSettle(Line line, Sending sending, Settled result, @Nullable UUID next) {
    return new SlotRequest(line, sending, result, next == null ? null : wanted(next), true);
  }

  /** Once more, for a slot that is free already. */
  static SlotRequest again(HeldResult one, Settled result) {
    return new SlotRequest(one.line(), one.sending(), result, null, false);
  }

  /** Each is another owner of the message, so that two who begin it are told apart. */
  private static Wanted wanted(UUID messageId) {
    return new Wanted(messageId, UUID.randomUUID());
  }

  boolean hasBoth() {
    return result != null && wanted != null;
  }

  SlotRequest resultOnly() {
    return new SlotRequest(line, sending, result, null, false);
  }

  SlotRequest wantedOnly() {
    return new SlotRequest(line, null, null, wanted, true);
  }
}
