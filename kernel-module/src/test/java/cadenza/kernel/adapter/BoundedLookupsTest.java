package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BoundedLookupsTest {
  final ExecutorService threads = Executors.newFixedThreadPool(2);
  final CountDownLatch over = new CountDownLatch(1);
  final AtomicInteger asked = new AtomicInteger();
  final BoundedLookups lookups =
      new BoundedLookups(threads, this::nameService, Duration.ofMillis(200));

  /** For names that are answered, on a busy machine, too. */
  final BoundedLookups patient =
      new BoundedLookups(threads, this::nameService, Duration.ofSeconds(15));

  @AfterEach
  void stop() {
    over.countDown();
    threads.shutdownNow();
  }

  @Test
  void an_answer_is_passed_on() throws Exception {
    assertThat(patient.resolve("public.example")).hasSize(1);
  }

  @Test
  void an_unknown_name_stays_unknown() {
    assertThatThrownBy(() -> patient.resolve("nowhere.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void a_name_service_that_hangs_is_given_up() {
    assertThatThrownBy(() -> lookups.resolve("hangs.example"))
        .isInstanceOf(UnknownHostException.class);
  }

  @Test
  void a_name_that_hangs_takes_one_thread_however_often_it_is_asked_for() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> lookups.resolve("hangs.example"))
          .isInstanceOf(UnknownHostException.class);
    }

    assertThat(asked).hasValue(1);
    assertThat(patient.resolve("public.example")).hasSize(1);
  }

  @Test
  void a_name_is_asked_for_again_when_its_lookup_has_ended() throws Exception {
    assertThatThrownBy(() -> lookups.resolve("hangs.example"))
        .isInstanceOf(UnknownHostException.class);
    over.countDown();
    var free = new CompletableFuture<Boolean>();
    threads.execute(() -> free.complete(true));
    free.get(5, TimeUnit.SECONDS);

    assertThat(patient.resolve("public.example")).hasSize(1);
    assertThat(patient.resolve("public.example")).hasSize(1);
    assertThat(asked).hasValue(3);
  }

  private InetAddress[] nameService(String name) throws UnknownHostException {
    asked.incrementAndGet();
    if (name.startsWith("nowhere")) {
      throw new UnknownHostException(name);
    }
    if (name.startsWith("hangs")) {
      try {
        over.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return new InetAddress[] {InetAddress.getByAddress(name, new byte[] {8, 8, 8, 8})};
  }
}
