package cadenza.webhooks.application;

import cadenza.access.api.Caller;
import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** A node with places for those who wait, where nobody hears that somebody has begun to. */
public final class WatchStage {
  private final WatchEvents watches = new WatchEvents();

  /**
   * @param places in a workspace
   */
  @SuppressWarnings("unchecked")
  public WatchStage(int places) {
    watches.most = places;
    watches.watchBegun =
        (Event<WatchBegun>)
            Proxy.newProxyInstance(
                WatchStage.class.getClassLoader(),
                new Class<?>[] {Event.class},
                (proxy, method, arguments) -> null);
  }

  public WatchEvents watches() {
    return watches;
  }

  public Optional<Watch> open(Caller caller) {
    return watches.open(caller);
  }
}
