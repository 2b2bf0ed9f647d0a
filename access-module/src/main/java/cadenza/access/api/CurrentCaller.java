package cadenza.access.api;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
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

  /** Empty while nobody has been authenticated. */
  public Optional<Caller> known() {
    return Optional.ofNullable(caller);
  }

  /** Called once, by whatever proved who is asking. */
  public void is(Caller caller) {
    this.caller = caller;
  }
}
