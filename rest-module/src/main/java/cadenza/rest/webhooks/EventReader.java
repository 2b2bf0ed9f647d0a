package cadenza.rest.webhooks;

import cadenza.access.api.Caller;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.webhooks.api.EventLog;
import cadenza.webhooks.api.EventLog.Part;
import cadenza.webhooks.application.Watch;
import cadenza.webhooks.application.WatchEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Answers questions to the event log, and says what cannot be answered. */
@ApplicationScoped
class EventReader {
  private static final int AGAIN_SECONDS = 5;

  /** More often is no silence, and behind rarer ones the dead keep their places. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Inject EventLog log;
  @Inject WatchEvents watches;

  /** Proxies end a stream that is silent for longer than a few of these. */
  @Inject
  @ConfigProperty(name = "cadenza.webhooks.heartbeat", defaultValue = "PT15S")
  Duration heartbeat;

  /** Throws a 410 where some of what he wants is deleted. */
  Part read(Caller caller, EventQuestion question) {
    var part =
        log.after(caller.workspaceId(), question.after(), question.types(), question.limit());
    if (part.isGone(question.after())) {
      throw new ProblemException(
          Problem.of(
                  410,
                  "events_gone",
                  "What came after %d is deleted; the oldest event there is has the number %d."
                      .formatted(question.after(), part.oldest()))
              .sinceSequence(part.oldest()));
    }
    return part;
  }

  /** The last number given. */
  long last(Caller caller) {
    return log.last(caller.workspaceId());
  }

  /** Throws where it is no heartbeat. */
  void check() {
    if (heartbeat.compareTo(SHORTEST) < 0 || heartbeat.compareTo(LONGEST) > 0) {
      throw new IllegalStateException(
          "cadenza.webhooks.heartbeat is from PT1S to PT10M, and not " + heartbeat + ".");
    }
  }

  /** How long a stream is silent at most. */
  Duration heartbeat() {
    return heartbeat;
  }

  /** Throws a 429 where as many wait as may. */
  Watch watch(Caller caller) {
    return watches
        .open(caller)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(
                        429,
                        "too_many_watchers",
                        "As many requests wait for events of this workspace as may at a time."),
                    AGAIN_SECONDS));
  }
}
