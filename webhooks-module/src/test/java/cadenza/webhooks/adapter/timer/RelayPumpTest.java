package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.application.EventsRecorded;
import cadenza.webhooks.domain.EventRows.Relayed;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RelayPumpTest {
  final Queue<Relayed> found = new ArrayDeque<>();
  int woken;
  int told;
  int watched;

  @Test
  void it_goes_on_until_a_round_finds_less_than_it_may_take() {
    found.addAll(List.of(relayed(10, 0), relayed(10, 3), relayed(9, 1)));
    found.add(relayed(10, 0));

    pump().on(new EventsRecorded());

    assertThat(found).hasSize(1);
    assertThat(woken).isEqualTo(2);
    assertThat(told).isEqualTo(3);
    assertThat(watched).isEqualTo(3);
  }

  @Test
  void formats_of_their_own_are_looked_through_only_where_one_is_listened_to() {
    found.add(new Relayed(3, 1, false));

    pump().on(new EventsRecorded());

    assertThat(told).isZero();
    assertThat(watched).isOne();
  }

  @Test
  void a_round_that_finds_nothing_wakes_nobody() {
    found.add(new Relayed(0, 0, false));

    pump().on(new EventsRecorded());

    assertThat(woken + told + watched).isZero();
  }

  @Test
  void it_rests_as_long_as_it_worked_and_never_long() {
    assertThat(rest(3, false)).isEqualTo(3);
    assertThat(rest(10_000, false)).isEqualTo(50);
  }

  @Test
  void once_nothing_is_left_it_lets_a_few_events_come_together() {
    assertThat(rest(3, true)).isEqualTo(20);
    assertThat(rest(30, true)).isEqualTo(30);
    assertThat(rest(10_000, true)).isEqualTo(50);
  }

  private static long rest(long roundMillis, boolean caughtUp) {
    return TimeUnit.NANOSECONDS.toMillis(
        RelayPump.rest(TimeUnit.MILLISECONDS.toNanos(roundMillis), caughtUp));
  }

  private static Relayed relayed(int events, int deliveries) {
    return new Relayed(events, deliveries, true);
  }

  private RelayPump pump() {
    var pump = new RelayPump();
    pump.engine = fake(ManagedExecutorService.class);
    pump.metrics = fake(MetricRegistry.class);
    pump.heartbeats = new Heartbeats();
    pump.batch = 10;
    pump.rounds =
        new Rounds() {
          @Override
          Relayed relay(int atMost) {
            return found.remove();
          }
        };
    pump.feeds =
        new FeedPump() {
          @Override
          void wake() {
            told++;
          }
        };
    pump.watches =
        new WatchPump() {
          @Override
          void wake() {
            watched++;
          }
        };
    pump.deliveries =
        new DeliveryPump() {
          @Override
          void wake() {
            woken++;
          }
        };
    pump.prepare();
    return pump;
  }

  /** Runs at once what it is to run, and does nothing else. */
  private static <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            RelayPumpTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("execute")) {
                ((Runnable) arguments[0]).run();
              }
              return null;
            }));
  }
}
