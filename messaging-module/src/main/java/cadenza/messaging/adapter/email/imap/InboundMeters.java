package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.Clocks;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.InboundKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** What an operator watches of the reading. */
@ApplicationScoped
class InboundMeters {
  @Inject MetricRegistry registry;
  @Inject Clocks clocks;

  /** Called behind the commit. History says nothing of how fast mail is read. */
  void stored(Arrival arrival, InboundKind kind) {
    var tag = new Tag("kind", kind.name().toLowerCase(Locale.ROOT));
    registry.counter("cadenza_inbound_messages", tag).inc();
    if (!arrival.history()) {
      var lag = Duration.between(arrival.receivedAt(), clocks.real());
      registry.histogram("cadenza_inbound_lag_milliseconds").update(Math.max(0, lag.toMillis()));
    }
  }
}
