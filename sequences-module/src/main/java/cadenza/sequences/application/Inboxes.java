package cadenza.sequences.application;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.SenderAccounts;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which sender account a request means. */
@Dependent
class Inboxes {
  @Inject SenderAccounts accounts;

  /**
   * @param named by the request, or null
   * @param bound the one the caller may use, or null
   * @param otherwise used when neither says anything, or null; one that the workspace is known to
   *     have, and none is ever removed
   */
  UUID choose(
      UUID workspaceId,
      @Nullable UUID named,
      @Nullable UUID bound,
      @Nullable UUID otherwise,
      String pointer) {
    refuseForeign(named, bound, pointer);
    var chosen = named != null ? named : bound;
    if (chosen == null && otherwise != null) {
      return otherwise;
    }
    if (chosen == null) {
      throw new InvalidField(pointer, "required", "Say which inbox to send from.");
    }
    if (accounts.find(workspaceId, chosen).isEmpty()) {
      throw new InvalidField(pointer, "unknown", "No inbox has this id.");
    }
    return chosen;
  }

  /** A caller who is bound to one inbox names no other. */
  void refuseForeign(@Nullable UUID named, @Nullable UUID bound, String pointer) {
    if (bound != null && named != null && !bound.equals(named)) {
      throw new ForeignInbox(pointer);
    }
  }
}
