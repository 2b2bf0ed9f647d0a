package cadenza.messaging.adapter.email.smtp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The mail servers that do not answer, whatever mailbox asks. They rest for longer and longer, and
 * then one connection at a time finds out whether they are back.
 */
final class ServersAway {
  private static final Duration FIRST_REST = Duration.ofSeconds(15);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /** One lost connection is nothing yet that others should know. */
  private static final int AWAY_AFTER = 2;

  /** Longer than any question takes. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

  private final Map<String, Away> servers = new HashMap<>();

  private static final class Away {
    int failures;
    Instant restsUntil = Instant.MIN;
    Instant askedUntil = Instant.MIN;
  }

  /** Empty when a connection may be tried now; otherwise when to come again. */
  synchronized Optional<Instant> later(String server, Instant now) {
    var away = servers.get(server);
    if (away == null || away.failures < AWAY_AFTER) {
      return Optional.empty();
    }
    if (now.isBefore(away.restsUntil)) {
      return Optional.of(away.restsUntil);
    }
    if (now.isBefore(away.askedUntil)) {
      return Optional.of(now.plus(FIRST_REST));
    }
    away.askedUntil = now.plus(FORGOTTEN_AFTER);
    return Optional.empty();
  }

  /**
   * Many connections that are lost at once count once.
   *
   * @return until when it rests
   */
  synchronized Instant lost(String server, Instant now) {
    var away = servers.computeIfAbsent(server, any -> new Away());
    away.askedUntil = Instant.MIN;
    if (!now.isBefore(away.restsUntil)) {
      away.failures++;
      var rest = FIRST_REST.multipliedBy(1L << Math.min(away.failures - 1, 10));
      away.restsUntil = now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    }
    return away.restsUntil;
  }

  synchronized void answered(String server) {
    servers.remove(server);
  }
}
