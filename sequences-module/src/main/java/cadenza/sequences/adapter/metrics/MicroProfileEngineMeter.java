package cadenza.sequences.adapter.metrics;

import cadenza.sequences.application.EngineMeter;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Histogram;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.jspecify.annotations.Nullable;

/** Shows the engine's figures under {@code /metrics}. */
@ApplicationScoped
class MicroProfileEngineMeter implements EngineMeter {
  private final AtomicInteger due = new AtomicInteger();

  @Inject MetricRegistry registry;

  private @Nullable Counter claimed;
  private @Nullable Counter setAside;
  private @Nullable Histogram lateness;
  private @Nullable Histogram replyToStop;

  @PostConstruct
  void register() {
    registry.gauge(
        described("cadenza_steps_due", "Steps found due at the last look"),
        due,
        AtomicInteger::get);
    claimed = registry.counter(described("cadenza_steps_claimed", "Steps taken up"));
    setAside =
        registry.counter(described("cadenza_steps_set_aside", "Steps that could not be worked on"));
    lateness = registry.histogram(inMillis("cadenza_step_lateness", "From due time to claim"));
    replyToStop =
        registry.histogram(inMillis("cadenza_reply_to_stop", "From a reply processed to its stop"));
  }

  private static Metadata described(String name, String description) {
    return Metadata.builder().withName(name).withDescription(description).build();
  }

  private static Metadata inMillis(String name, String description) {
    return Metadata.builder()
        .withName(name)
        .withDescription(description)
        .withUnit(MetricUnits.MILLISECONDS)
        .build();
  }

  @Override
  public void due(int steps) {
    due.set(steps);
  }

  @Override
  public void claimed(Duration late) {
    if (claimed != null && lateness != null) {
      claimed.inc();
      lateness.update(late.toMillis());
    }
  }

  @Override
  public void setAside() {
    if (setAside != null) {
      setAside.inc();
    }
  }

  @Override
  public void stopped(Duration afterReply) {
    if (replyToStop != null) {
      replyToStop.update(afterReply.toMillis());
    }
  }
}
