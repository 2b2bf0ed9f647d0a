package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A database that is away or refuses everything for a while. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RefusingDatabaseIT extends SendingStage {
  @Test
  void a_commit_whose_answer_is_lost_sends_nothing_twice_and_loses_nothing() {
    var orders = queue(accounts(4), 50);
    commitsToLose.set(6);

    wake(orders);

    await(() -> "200".equals(count("SENT")));
    assertThat(provider.taken).hasSize(200).doesNotHaveDuplicates();
  }

  static List<RuntimeException> refusals() {
    return List.of(
        new IllegalStateException(new SQLTransientConnectionException("the pool is empty")),
        new IllegalStateException(new SQLException("read only", "25006")),
        new IllegalStateException(new SQLException("another password", "28P01")),
        new PersistenceException("the commit said no more"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_database_that_refuses_everything_for_a_while_costs_nothing_but_time(
      RuntimeException refusal) {
    var orders = queue(accounts(2), 20);
    var once = new AtomicBoolean();
    provider.script =
        message -> {
          if (provider.taken.size() >= 10 && once.compareAndSet(false, true)) {
            refusing = refusal;
          }
          return Attempt.of(new SendResult.Accepted());
        };
    wake(orders);
    await(once::get);
    awaitQuietly(new CountDownLatch(1), 6000);

    refusing = null;

    await(() -> "40".equals(count("SENT")));
    assertThat(provider.taken).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void begins_that_are_refused_for_a_while_leave_no_line_waiting_for_ever() {
    refusing = new IllegalStateException(new SQLException("read only", "25006"));
    wake(queue(accounts(1), 8));
    awaitQuietly(new CountDownLatch(1), 6000);

    refusing = null;

    await(() -> "8".equals(count("SENT")));
  }
}
