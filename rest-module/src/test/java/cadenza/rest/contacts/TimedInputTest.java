package cadenza.rest.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.rest.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TimedInputTest {
  final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  final TimedInput file =
      new TimedInput(new ByteArrayInputStream(new byte[100]), Duration.ofMinutes(10), now::get);

  @Test
  void a_file_that_comes_in_time_is_read_to_its_end() throws IOException {
    now.addAndGet(Duration.ofMinutes(10).toNanos());

    assertThat(file.readAllBytes()).hasSize(100);
  }

  @Test
  void one_that_trickles_is_given_up() throws IOException {
    assertThat(file.read()).isZero();
    now.addAndGet(Duration.ofMinutes(10).toNanos() + 1);

    assertThatThrownBy(() -> file.read(new byte[10]))
        .isInstanceOfSatisfying(
            ProblemException.class, why -> assertThat(why.problem().status()).isEqualTo(408));
    assertThatThrownBy(file::read).isInstanceOf(ProblemException.class);
  }
}
