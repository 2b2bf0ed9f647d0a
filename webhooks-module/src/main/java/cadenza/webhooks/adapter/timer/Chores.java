package cadenza.webhooks.adapter.timer;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.domain.Turn;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What has time: endpoints that take nothing are given up, what was pending for those that are
 * switched off is cancelled, erased persons are taken out of the event log, what somebody asked to
 * be sent again falls due, and what is old is deleted.
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
            pump("failing-endpoints", rounds::nextFailing, rounds::giveUp),
            pump("cancelled-deliveries", rounds::nextCancelling, rounds::cancel),
            pump("erasures", rounds::nextErasure, rounds::erase),
            pump("resending", rounds::nextResending, this::resend),
            new PatientPump("retention", LATER, engine, rounds::deleteOld, heartbeats));
  }

  private PatientPump pump(
      String name, Function<Collection<Turn>, Optional<Turn>> next, Consumer<Turn> work) {
    var turns = new Turns(next, work, System::nanoTime);
    return new PatientPump(name, SOON, engine, turns::take, heartbeats);
  }

  void wake() {
    pumps.forEach(PatientPump::wake);
  }

  private void resend(Turn resending) {
    rounds.resend(resending);
    deliveries.wake();
  }
}
