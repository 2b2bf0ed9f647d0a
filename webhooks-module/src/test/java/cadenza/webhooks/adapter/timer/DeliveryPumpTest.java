package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Heartbeats;
import cadenza.webhooks.application.DeliverDue;
import cadenza.webhooks.application.Outlet;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** One endpoint of two slots, whose requests are answered by hand. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveryPumpTest {
  final DeliveryPump pump = new DeliveryPump();
  final Queue<Runnable> tasks = new ArrayDeque<>();
  final Queue<DueDelivery> due = new ArrayDeque<>();
  final List<DueDelivery> left = new ArrayList<>();
  final List<DueDelivery> settled = new ArrayList<>();
  final List<DueDelivery> givenBack = new ArrayList<>();
  final List<DueDelivery> held = new ArrayList<>();
  final List<Integer> counted = new ArrayList<>();
  final List<Outlet> outlets = new ArrayList<>();
  @Nullable Error trouble;
  @Nullable Runnable whileClaiming;
  boolean busy;
  boolean noThreads;
  boolean rounding;
  boolean databaseAway;
  boolean settlingFails;
  long passed;

  @BeforeEach
  void a_pump() {
    pump.engine = fake(ManagedExecutorService.class);
    pump.metrics = fake(MetricRegistry.class);
    pump.heartbeats = new Heartbeats();
    pump.settledWithin = Duration.ofSeconds(30);
    pump.slots = 2;
    pump.slotsForFirstAttempts = 1;
    pump.probeAfter = 10;
    pump.nanos = () -> passed;
    pump.deliverDue =
        new DeliverDue() {
          @Override
          public void send(List<DueDelivery> batch, Outlet heard) {
            if (trouble != null) {
              throw trouble;
            }
            batch.forEach(
                one -> {
                  left.add(one);
                  outlets.add(heard);
                });
          }

          @Override
          public Duration longestAttempt() {
            return Duration.ofSeconds(15);
          }
        };
    pump.rounds = new Scripted();
    pump.prepare();
  }

  @Test
  void those_ahead_of_a_quick_endpoint_leave_without_being_claimed_first() {
    var claims = due(8);
    round();
    assertThat(left).isEqualTo(claims.subList(0, 2));
    answer(claims.get(0), 204);
    round();
    assertThat(left).isEqualTo(claims.subList(0, 3));
    assertThat(due).isEmpty();
    databaseAway = true;

    answer(claims.get(1), 204);
    answer(claims.get(2), 204);
    round();

    assertThat(left).isEqualTo(claims.subList(0, 5));
  }

  @Test
  void those_that_wait_behind_requests_that_hang_are_due_again() {
    var claims = due(4);
    round();
    answer(claims.get(0), 204);
    round();
    assertThat(left).hasSize(3);
    assertThat(due).isEmpty();

    passed += Duration.ofMillis(300).toNanos();
    round();

    assertThat(givenBack).isEqualTo(claims.subList(3, 4));
    assertThat(counted.get(counted.size() - 1)).isEqualTo(2);
    assertThat(left).hasSize(3);
  }

  @Test
  void after_a_failure_those_that_wait_are_due_again_at_once() {
    var claims = due(4);
    round();
    answer(claims.get(0), 204);
    round();

    answer(claims.get(1), 410);
    round();

    assertThat(left).hasSize(3);
    assertThat(givenBack).isEqualTo(claims.subList(3, 4));
  }

  @Test
  void while_no_thread_is_free_they_wait_and_then_they_leave() {
    var claims = due(2);
    pump.wake();
    busy = true;
    runAll();
    assertThat(left).isEmpty();

    busy = false;
    round();

    assertThat(left).isEqualTo(claims);
  }

  @Test
  void an_error_gives_the_slots_back_and_stops_nobody_who_comes_after() {
    due(2);
    trouble = new LinkageError("of this test");
    round();
    trouble = null;
    var later = due(2);

    round();

    assertThat(left).isEqualTo(later);
  }

  @Test
  void a_result_is_kept_while_the_database_is_away_and_holds_its_claim() {
    var claims = due(1);
    round();
    databaseAway = true;
    answer(claims.get(0), 500);
    round();
    assertThat(settled).isEmpty();

    databaseAway = false;
    round();

    assertThat(settled).isEqualTo(claims);
    assertThat(counted).containsExactly(0, 0); // it is settled before there is another claim
  }

  @Test
  void an_answer_is_settled_while_a_claim_takes_its_time() {
    var claims = due(1);
    round();
    whileClaiming =
        () -> {
          answer(claims.get(0), 204);
          runAll();
          assertThat(settled).isEqualTo(claims);
        };

    round();

    assertThat(counted).containsExactly(0, 1, 0); // and there is another claim for its slot
  }

  @Test
  void while_answers_cannot_be_put_on_record_nothing_more_is_claimed() {
    var claims = due(1);
    round();
    settlingFails = true;
    answer(claims.get(0), 204);
    passed += Duration.ofSeconds(16).toNanos();
    var later = due(1);
    round();
    assertThat(left).isEqualTo(claims);

    settlingFails = false;
    round();

    assertThat(settled).isEqualTo(claims);
    assertThat(left).containsAll(later);
  }

  @Test
  void an_answer_whose_row_somebody_holds_keeps_no_other_waiting_and_its_own_claim() {
    var claims = due(2);
    round();
    held.add(claims.get(0));
    answer(claims.get(0), 500);
    answer(claims.get(1), 500);
    passed += Duration.ofSeconds(16).toNanos();
    round();
    assertThat(settled).isEqualTo(claims.subList(1, 2));
    assertThat(counted.get(counted.size() - 1)).isEqualTo(1);

    held.clear();
    round();

    assertThat(settled).containsExactly(claims.get(1), claims.get(0));
    assertThat(counted.get(counted.size() - 1)).isZero();
  }

  @Test
  void what_somebody_holds_is_given_back_later() {
    var claims = due(4);
    round();
    answer(claims.get(0), 204);
    round();
    passed += Duration.ofMillis(300).toNanos();
    held.add(claims.get(3));
    round();
    assertThat(givenBack).isEmpty();
    assertThat(counted.get(counted.size() - 1)).isEqualTo(3);

    held.clear();
    round();

    assertThat(givenBack).isEqualTo(claims.subList(3, 4));
  }

  @Test
  void an_error_while_settling_loses_no_answer() {
    var claims = due(1);
    round();
    trouble = new LinkageError("of this test");
    answer(claims.get(0), 204);
    assertThatThrownBy(this::round).isInstanceOf(LinkageError.class);

    trouble = null;
    round();

    assertThat(settled).isEqualTo(claims);
  }

  @Test
  void what_cannot_be_given_back_now_is_given_back_later() {
    var claims = due(4);
    round();
    answer(claims.get(0), 204);
    round();
    passed += Duration.ofMillis(300).toNanos();
    databaseAway = true;
    round();
    assertThat(givenBack).isEmpty();

    databaseAway = false;
    round();

    assertThat(givenBack).isEqualTo(claims.subList(3, 4));
  }

  @Test
  void a_thread_that_comes_late_lets_those_leave_that_have_a_slot() {
    var claims = due(2);
    pump.wake();
    tasks.remove().run(); // settles
    tasks.remove().run(); // claims
    passed += Duration.ofSeconds(1).toNanos();

    runAll();

    assertThat(left).isEqualTo(claims);
    assertThat(outlets.get(0).fresh()).isFalse();
  }

  @Test
  void a_thread_that_cannot_even_be_asked_for_is_asked_for_again() {
    var claims = due(2);
    noThreads = true;
    assertThatThrownBy(this::round).isInstanceOf(OutOfMemoryError.class);

    noThreads = false;
    round();

    assertThat(left).isEqualTo(claims);
  }

  @Test
  void a_server_that_stops_settles_gives_back_what_has_not_left_and_begins_nothing() {
    var claims = due(6);
    round();
    answer(claims.get(0), 204);
    round();
    answer(claims.get(1), 204);
    int leftBefore = left.size();

    pump.stop();
    due(1);
    round();

    assertThat(settled).isEqualTo(claims.subList(0, 2));
    assertThat(givenBack).isNotEmpty().doesNotContainAnyElementsOf(left);
    assertThat(left).hasSize(leftBefore);
    assertThat(due).hasSize(1);
  }

  /** A round may be at the database while another thread stops the server. */
  @Test
  void what_is_claimed_while_the_server_stops_is_given_back_too() {
    var claims = due(2);
    whileClaiming = pump::stop;

    round();

    assertThat(left).isEmpty();
    assertThat(givenBack).isEqualTo(claims);
  }

  private List<DueDelivery> due(int number) {
    var claims = Stream.generate(() -> EndpointLaneTest.delivery(false)).limit(number).toList();
    due.addAll(claims);
    return claims;
  }

  private void round() {
    rounding = false;
    pump.wake();
    runAll();
  }

  private void runAll() {
    rounding = true;
    for (var task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  private void answer(DueDelivery delivery, int status) {
    outlets.get(left.indexOf(delivery)).attempted(attempt(delivery, status));
  }

  /** Runs nothing by itself, and counts nothing. */
  private <T> T fake(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            DeliveryPumpTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("execute")) {
                if (busy) {
                  throw new RejectedExecutionException();
                }
                if (noThreads && rounding) {
                  throw new OutOfMemoryError("of this test");
                }
                tasks.add((Runnable) arguments[0]);
              }
              return method.getReturnType().isInterface() ? fake(method.getReturnType()) : null;
            }));
  }

  private static Attempt attempt(DueDelivery delivery, int status) {
    return new Attempt(delivery, Instant.EPOCH, 10, status, null, null, null, Instant.EPOCH);
  }

  /** The database, as far as the pump sees it. */
  private final class Scripted extends Rounds {
    @Override
    List<DueDelivery> claim(Map<UUID, UnderWay> underWay, Slots slots, Duration lease, int atMost) {
      requireDatabase();
      var busyWith = underWay.getOrDefault(EndpointLaneTest.ENDPOINT, UnderWay.NOTHING);
      counted.add(busyWith.all());
      if (whileClaiming != null) {
        var meanwhile = whileClaiming;
        whileClaiming = null;
        meanwhile.run();
      }
      var claimed = new ArrayList<DueDelivery>();
      for (int room = slots.all() + busyWith.ahead() - busyWith.all(); room > 0; room--) {
        if (!due.isEmpty()) {
          claimed.add(due.remove());
        }
      }
      return claimed;
    }

    @Override
    List<Attempt> settle(List<Attempt> attempts) {
      requireDatabase();
      if (settlingFails) {
        throw new IllegalStateException("of this test");
      }
      if (trouble != null) {
        throw trouble;
      }
      var free = attempts.stream().filter(attempt -> !held.contains(attempt.delivery())).toList();
      free.forEach(attempt -> settled.add(attempt.delivery()));
      return attempts.stream().filter(attempt -> held.contains(attempt.delivery())).toList();
    }

    @Override
    Set<UUID> giveBack(List<DueDelivery> claimed) {
      requireDatabase();
      claimed.stream().filter(one -> !held.contains(one)).forEach(givenBack::add);
      return claimed.stream()
          .filter(held::contains)
          .map(DueDelivery::id)
          .collect(Collectors.toSet());
    }

    private void requireDatabase() {
      if (databaseAway) {
        throw new IllegalStateException("The database of this test is away");
      }
    }
  }
}
