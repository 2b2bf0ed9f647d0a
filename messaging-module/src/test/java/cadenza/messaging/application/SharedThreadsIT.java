package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A server that hangs, and lines without work, leave the threads to the others. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SharedThreadsIT extends SendingStage {
  @Test
  void an_account_that_hangs_delays_no_other() {
    var accounts = accounts(3);
    var orders = queue(accounts, 20);
    var release = new CountDownLatch(1);
    provider.script =
        message -> {
          if (message.senderAccountId().equals(accounts.get(0))) {
            awaitQuietly(release);
          }
          return Attempt.of(new SendResult.Accepted());
        };

    wake(orders);

    await(() -> "40".equals(count("SENT")));
    assertThat(Integer.parseInt(count("SENDING"))).isBetween(1, 4);
    release.countDown();
    await(() -> "60".equals(count("SENT")));
  }

  @Test
  void lines_without_work_give_their_threads_to_others() {
    fewThreads(2);
    var orders = queue(accounts(40), 1);
    long before = System.nanoTime();

    wake(orders);

    await(() -> "40".equals(count("SENT")));
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .as("a minute, if each kept its thread until it gives up waiting for work")
        .isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void a_server_that_hangs_with_many_accounts_leaves_threads_to_the_others() {
    fewThreads(8);
    var hanging = accounts(10);
    var other = accounts(1);
    hanging.forEach(account -> hosts.put(account, "hanging"));
    wake(queue(hanging, 1));
    wake(queue(other, 1));
    await(() -> "11".equals(count("SENT")));
    var release = new CountDownLatch(1);
    provider.script =
        message -> {
          if (hanging.contains(message.senderAccountId())) {
            awaitQuietly(release);
          }
          return Attempt.of(new SendResult.Accepted());
        };
    wake(queue(hanging, 3));
    await(() -> lanes.inFlight() >= 6);

    wake(queue(other, 5));

    await(() -> "16".equals(count("SENT")));
    release.countDown();
    await(() -> "46".equals(count("SENT")));
    assertThat(provider.taken).doesNotHaveDuplicates();
  }

  private void fewThreads(int many) {
    var few = Executors.newFixedThreadPool(many);
    pools.add(few);
    lanes.threads = managed(few);
    lanes.threadsAtMost = many;
  }
}
