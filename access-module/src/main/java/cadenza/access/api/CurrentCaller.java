package cadenza.access.api;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** Who sent the running request. */
@RequestScoped
public class CurrentCaller {
  private @Nullable Caller caller;

  /** Throws when nobody has been authenticated, which a resource with a scope never sees. */
  public Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("Nobody is asking");
    }
    return caller;
  }

  /** Called once, by whatever proved who is asking. */
  public void is(Caller caller) {
    this.caller = caller;
  }
}
