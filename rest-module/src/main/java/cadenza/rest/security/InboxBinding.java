package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.kernel.api.NotFound;
import java.util.UUID;

/** A token may be bound to one inbox; what belongs to another does not exist for it. */
public final class InboxBinding {
  private InboxBinding() {}

  public static boolean covers(Caller caller, UUID inbox) {
    var bound = caller.boundInbox();
    return bound == null || bound.equals(inbox);
  }

  /**
   * @param what as in {@link NotFound}
   */
  public static void require(Caller caller, UUID inbox, String what) {
    if (!covers(caller, inbox)) {
      throw new NotFound(what);
    }
  }
}
