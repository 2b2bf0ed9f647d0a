package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.access.api.Caller;
import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.application.Watch;
import cadenza.webhooks.application.Watch.News;
import cadenza.webhooks.application.WatchStage;
import cadenza.webhooks.domain.Watched;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Who waits for events, and what ends it. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WatchPumpTest {
  static final Duration LONG = Duration.ofMinutes(5);

  final WatchStage stage = new WatchStage(2);
  final WatchPump pump = new WatchPump();
  final Set<UUID> revoked = new HashSet<>();
  final Set<UUID> withNews = new HashSet<>();
  final List<News> heard = new ArrayList<>();
  final Caller caller = caller(Ids.next());
  long passed;
  int questions;
  boolean busy;

  @BeforeEach
  void a_pump() {
    pump.watches = stage.watches();
    pump.engine = executor();
    pump.watchers = executor();
    pump.watchdog = nobody();
    pump.heartbeats = new Heartbeats();
    pump.rounds =
        new Rounds() {
          @Override
          Set<Integer> news(List<Watched> watched) {
            questions++;
            return IntStream.range(0, watched.size())
                .boxed()
                .filter(place -> withNews.contains(watched.get(place).workspaceId()))
                .collect(Collectors.toSet());
          }

          @Override
          Set<UUID> ended(Collection<Caller> callers) {
            return revoked;
          }
        };
    pump.nanos = () -> System.nanoTime() + passed;
    pump.prepare();
  }

  private void pass(Duration time) {
    passed += time.toNanos();
    pump.tick();
  }

  @Test
  void one_question_is_asked_for_all_and_each_is_told_once() {
    var other = caller(Ids.next());
    wait(open(caller), LONG);
    wait(open(other), LONG);
    withNews.add(other.workspaceId());

    pump.wake();
    pump.wake();

    assertThat(heard).containsExactly(News.EVENTS);
    assertThat(questions).isEqualTo(2);
  }

  @Test
  void nobody_is_asked_for_while_nobody_waits() {
    pump.wake();
    open(caller);
    pump.wake();

    assertThat(questions).isZero();
  }

  @Test
  void whose_time_is_over_is_told_so() {
    wait(open(caller), Duration.ZERO);

    pump.wake();

    assertThat(heard).containsExactly(News.NOTHING);
  }

  @Test
  void whom_nothing_proves_any_more_waits_no_longer_and_goes_on_no_further() {
    var waiting = open(caller);
    wait(waiting, LONG);
    var reading = open(caller);
    revoked.add(caller.tokenId());

    pass(Duration.ofSeconds(2));

    assertThat(heard).containsExactly(News.OVER);
    assertThat(List.of(waiting, reading)).allMatch(Watch::isOver);
  }

  @Test
  void what_other_nodes_have_numbered_is_found_within_a_second() {
    wait(open(caller), LONG);
    pass(Duration.ofMillis(1_000));
    assertThat(questions).isEqualTo(1);

    pass(Duration.ofMillis(500));
    assertThat(questions).isEqualTo(1);
    pass(Duration.ofMillis(500));

    assertThat(questions).isEqualTo(2);
  }

  @Test
  void while_a_server_stops_and_its_timer_is_silent_nobody_waits() {
    wait(open(caller), LONG);
    var reading = open(caller);
    passed += Duration.ofSeconds(4).toNanos();
    pump.mindTheTimer();
    assertThat(heard).isEmpty();

    passed += Duration.ofSeconds(2).toNanos();
    pump.mindTheTimer();

    assertThat(heard).containsExactly(News.NOTHING);
    assertThat(reading.isOver()).isTrue();
  }

  @Test
  void a_workspace_has_so_many_places_and_no_other_ones() {
    var first = open(caller);
    open(caller);

    assertThat(stage.open(caller)).isEmpty();
    assertThat(stage.open(caller(Ids.next()))).isPresent();

    first.close();
    first.close();
    assertThat(stage.open(caller)).isPresent();
    assertThat(stage.open(caller)).isEmpty();
  }

  @Test
  void who_cannot_be_told_now_is_told_later() {
    wait(open(caller), LONG);
    withNews.add(caller.workspaceId());
    busy = true;
    pump.wake();
    assertThat(heard).isEmpty();

    busy = false;
    pump.wake();

    assertThat(heard).containsExactly(News.EVENTS);
  }

  private Watch open(Caller by) {
    return stage.open(by).orElseThrow();
  }

  private void wait(Watch watch, Duration atMost) {
    watch.await(0, Set.of(), atMost, heard::add);
  }

  private static Caller caller(UUID workspace) {
    return new Caller(workspace, Ids.next(), Set.of(), null);
  }

  private static ManagedScheduledExecutorService nobody() {
    return (ManagedScheduledExecutorService)
        Proxy.newProxyInstance(
            WatchPumpTest.class.getClassLoader(),
            new Class<?>[] {ManagedScheduledExecutorService.class},
            (proxy, method, arguments) -> null);
  }

  private ManagedExecutorService executor() {
    return (ManagedExecutorService)
        Proxy.newProxyInstance(
            WatchPumpTest.class.getClassLoader(),
            new Class<?>[] {ManagedExecutorService.class},
            (proxy, method, arguments) -> {
              if (busy && proxy == pump.watchers) {
                throw new RejectedExecutionException();
              }
              ((Runnable) arguments[0]).run();
              return null;
            });
  }
}
