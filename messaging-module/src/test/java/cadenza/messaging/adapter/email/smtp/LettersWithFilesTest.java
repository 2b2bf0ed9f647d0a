package cadenza.messaging.adapter.email.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Letters with files are large, and a node has but so much memory. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class LettersWithFilesTest extends SmtpStage {
  private static final int AT_ONCE = 4;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<SmtpWire> wires = new ArrayList<>();
  private final CountDownLatch allIn = new CountDownLatch(AT_ONCE);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void all_end() {
    goOn.countDown();
    wires.forEach(SmtpWire::close);
    threads.shutdownNow();
  }

  @Test
  void four_leave_a_node_at_a_time_and_the_next_waits_for_one_of_them() throws Exception {
    var leaving = fourLeave();

    assertThat(wire.send(letterWithFiles(), () -> true).result())
        .isEqualTo(new SendResult.PutBack("other files leave first", NOW.plusSeconds(5)));
    assertThat(send().result()).as("without files").isInstanceOf(SendResult.Accepted.class);

    goOn.countDown();
    for (var one : leaving) {
      assertThat(one.get().result()).isInstanceOf(SendResult.Accepted.class);
    }
    assertThat(wire.send(letterWithFiles(), () -> true).result())
        .isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void one_that_is_refused_makes_room_all_the_same() {
    for (int i = 0; i <= AT_ONCE; i++) {
      server.answering(ScriptedServer.At.RCPT, "550 5.1.1 unknown");
      assertThat(wire.send(letterWithFiles(), () -> true).result())
          .isInstanceOf(SendResult.Refused.class);
    }
  }

  /** Each over a line of its own, up to where it may still be held back. */
  private List<Future<Attempt>> fourLeave() throws InterruptedException {
    var leaving = new ArrayList<Future<Attempt>>();
    for (int i = 0; i < AT_ONCE; i++) {
      var line = wire(Security.NONE, true);
      wires.add(line);
      leaving.add(threads.submit(() -> line.send(letterWithFiles(), this::waits)));
    }
    assertThat(allIn.await(30, TimeUnit.SECONDS)).isTrue();
    return leaving;
  }

  private boolean waits() {
    allIn.countDown();
    try {
      return goOn.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
