package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Heartbeats;
import cadenza.kernel.api.Ids;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/**
 * How many share a commit. The moment that a small round waits for more is longer here than any
 * test runs, so a round that comes has not waited for its end.
 */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WriterTest {
  final LinkedBlockingQueue<Integer> rounds = new LinkedBlockingQueue<>();
  final LinkedBlockingQueue<Boolean> tries = new LinkedBlockingQueue<>();
  final Writer writer =
      new Writer(
          "test",
          new Counting(),
          new Lanes(),
          new SendingStage.NoMeters(),
          new Heartbeats(),
          Duration.ofMinutes(1));
  final Line line = new Line(new Lane(Ids.next(), 100, writer), new Lanes());
  final Thread thread = new Thread(writer);
  volatile @Nullable Error failure;
  volatile long commitMillis;

  @AfterEach
  void stop() {
    writer.stop();
    thread.interrupt();
  }

  @Test
  void eight_go_at_once_and_fewer_wait_for_the_eighth() throws InterruptedException {
    writer.gathering.momentNanos = TimeUnit.HOURS.toNanos(1);
    begin(8);
    thread.start();
    assertThat(nextRound()).isEqualTo(8);

    begin(7);
    assertThat(rounds.poll(200, TimeUnit.MILLISECONDS)).as("it waits").isNull();
    begin(1);

    assertThat(nextRound()).isEqualTo(8);
  }

  @Test
  void where_commits_take_long_those_who_come_soon_share_the_next_one()
      throws InterruptedException {
    writer.gathering.longestMomentNanos = TimeUnit.HOURS.toNanos(1); // so it is twice the commit
    commitMillis = 1_000;
    begin(8);
    thread.start();
    assertThat(nextRound()).isEqualTo(8);

    begin(8);
    assertThat(rounds.poll(200, TimeUnit.MILLISECONDS)).as("it waits").isNull();
    begin(4);

    assertThat(nextRound()).isEqualTo(12);
  }

  @Test
  void nobody_waits_for_more_than_a_round_may_hold() throws InterruptedException {
    writer.gathering.momentNanos = TimeUnit.HOURS.toNanos(1);
    writer.gathering.roundAtMost = 3;
    begin(3);
    thread.start();

    assertThat(nextRound()).isEqualTo(3);
  }

  @Test
  void a_small_round_goes_when_the_moment_is_over() throws InterruptedException {
    begin(2);
    thread.start();

    assertThat(nextRound()).isEqualTo(2);
  }

  @Test
  void what_came_while_it_waited_is_not_lost_with_a_round_that_failed()
      throws InterruptedException {
    writer.gathering.momentNanos = TimeUnit.HOURS.toNanos(1);
    failure = new StackOverflowError("so many bodies");
    begin(1);
    thread.start();
    begin(7);
    assertThat(tries.poll(60, TimeUnit.SECONDS)).isNotNull();

    failure = null;
    int written = 0;
    while (written < 8) {
      begin(1); // another one to fill the round with, should it be small
      written += nextRound();
    }

    assertThat(written).isGreaterThanOrEqualTo(8);
  }

  private void begin(int many) {
    for (int i = 0; i < many; i++) {
      writer.begin(line, UUID.randomUUID());
    }
  }

  private int nextRound() throws InterruptedException {
    var round = rounds.poll(60, TimeUnit.SECONDS);
    assertThat(round).as("a round in time").isNotNull();
    return round;
  }

  /** Takes note instead of committing. */
  private final class Counting extends SendingTransactions {
    @Override
    public List<BegunMessage> round(List<Settled> results, List<Wanted> wanted) {
      tries.add(true);
      var error = failure;
      if (error != null) {
        throw error;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(commitMillis));
      rounds.add(wanted.size());
      return List.of();
    }
  }
}
