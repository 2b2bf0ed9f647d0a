package cadenza.kernel.api;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Loops that must run as long as the server does say here that they still go round. */
@ApplicationScoped
public class Heartbeats {
  private final Map<String, Long> beats = new ConcurrentHashMap<>();

  /** The first beat makes the loop known. */
  public void beat(String loop) {
    beats.put(loop, System.nanoTime());
  }

  /** The loops that have said nothing for longer than that, by name. */
  public List<String> silentFor(Duration time) {
    long now = System.nanoTime();
    return beats.entrySet().stream()
        .filter(beat -> now - beat.getValue() > time.toNanos())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
