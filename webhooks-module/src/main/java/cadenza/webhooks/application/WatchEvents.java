package cadenza.webhooks.application;

import cadenza.access.api.Caller;
import cadenza.webhooks.application.Watch.News;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Those who wait on this node for what happens next. None of them holds a thread. */
@ApplicationScoped
public class WatchEvents {
  private static final System.Logger LOG = System.getLogger(WatchEvents.class.getName());

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.watchers", defaultValue = "50")
  int most;

  @Inject Event<WatchBegun> watchBegun;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Map<UUID, Integer> places = new ConcurrentHashMap<>();

  /**
   * Takes a place, which somebody has to {@link Watch#close}.
   *
   * @return empty where as many wait in this workspace as may
   */
  public Optional<Watch> open(Caller caller) {
    if (places.merge(caller.workspaceId(), 1, Integer::sum) > most) {
      release(caller.workspaceId());
      return Optional.empty();
    }
    var watch = new Watch(caller, this);
    watches.add(watch);
    return Optional.of(watch);
  }

  private void release(UUID workspaceId) {
    places.computeIfPresent(workspaceId, (id, taken) -> taken == 1 ? null : taken - 1);
  }

  void left(Watch watch) {
    if (watches.remove(watch)) {
      release(watch.caller().workspaceId());
    }
  }

  void begun() {
    watchBegun.fire(new WatchBegun());
  }

  public List<Watch> all() {
    return List.copyOf(watches);
  }

  public boolean isEmpty() {
    return watches.isEmpty();
  }

  /** The server goes, and what an answer needs may have gone before. */
  @PreDestroy
  public void endAll() {
    for (var watch : all()) {
      try {
        watch.end(News.NOTHING);
      } catch (RuntimeException gone) {
        LOG.log(Level.DEBUG, "Somebody who waited was not told of the end", gone);
      }
    }
  }
}
