package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * What has time: endpoints that take nothing are given up, erased persons are taken out of the
 * event log, what somebody asked to be sent again falls due, and what is old is deleted.
 */
@ApplicationScoped
class Chores {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofMinutes(1);

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  @Inject Rounds rounds;
  @Inject Heartbeats heartbeats;
  @Inject DeliveryPump deliveries;

  private List<PatientPump> pumps = List.of();

  @PostConstruct
  void prepare() {
    pumps =
        List.of(
            new PatientPump(
                "failing-endpoints",
                SOON,
                engine,
                new Turns(rounds::nextFailing, rounds::giveUp, System::nanoTime)::take,
                heartbeats),
            new PatientPump("erasures", SOON, engine, () -> rounds.erase(), heartbeats),
            new PatientPump("resending", SOON, engine, this::resend, heartbeats),
            new PatientPump("retention", LATER, engine, () -> rounds.deleteOld(), heartbeats));
  }

  void wake() {
    pumps.forEach(PatientPump::wake);
  }

  private boolean resend() {
    deliveries.wake();
    return rounds.resend();
  }
}
