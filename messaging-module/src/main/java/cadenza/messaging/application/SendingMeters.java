package cadenza.messaging.application;

import cadenza.messaging.domain.MessageStatus;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** What an operator watches of the sending. */
@ApplicationScoped
class SendingMeters {
  @Inject MetricRegistry registry;
  @Inject Lanes lanes;

  @PostConstruct
  void register() {
    registry.gauge("cadenza_messages_waiting", lanes, Lanes::waiting);
    registry.gauge("cadenza_messages_in_flight", lanes, Lanes::inFlight);
  }

  public void committed(List<Settled> results, int begun) {
    registry.counter("cadenza_messages_begun").inc(begun);
    int sent = 0;
    for (var result : results) {
      var settlement = result.settlement();
      if (settlement.status() == MessageStatus.SENT) {
        sent++;
        var taken = Duration.between(settlement.message().begunAt(), settlement.at());
        registry.histogram("cadenza_sending_milliseconds").update(taken.toMillis());
      } else if (settlement.status() == MessageStatus.UNKNOWN) {
        registry.counter("cadenza_messages_unknown").inc();
      } else if (settlement.status() == MessageStatus.FAILED
          || settlement.status() == MessageStatus.BOUNCED) {
        registry.counter("cadenza_messages_refused").inc();
      }
    }
    registry.counter("cadenza_messages_sent").inc(sent);
  }

  /** Opens and clicks beyond what the memory of this node holds. */
  public void hitsDropped(long hits) {
    registry.counter("cadenza_tracking_hits_dropped").inc(hits);
  }

  public void heldBack() {
    registry.counter("cadenza_messages_held_back").inc();
  }
}
