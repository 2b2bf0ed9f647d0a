package cadenza.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cadenza.rest.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** However many bodies come at once, and however they end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RequestBodyTest {
  /** A megabyte for what arrives, four for what is made of it. */
  final BodyBudget budget = new BodyBudget(16 * 1024 * 1024, Duration.ZERO);

  @Test
  void a_crowd_is_told_to_come_again_and_what_it_held_is_free_afterwards() {
    for (int round = 0; round < 3; round++) {
      var crowd = new ArrayList<RequestBody>();
      for (int i = 0; i < 10; i++) {
        var body = body();
        body.read(bytes(100_000), "100000", 1_000_000);
        crowd.add(body);
      }
      var refused = refusal(() -> body().read(unreadable(), "100000", 1_000_000));
      assertThat(refused.problem().status()).isEqualTo(503);
      assertThat(refused.retryAfterSeconds()).isPositive();
      crowd.forEach(RequestBody::giveBack);
    }
  }

  @Test
  void what_bodies_unfold_to_is_counted_by_the_worst_that_they_may_become() {
    var first = read(30_000);
    first.unfold();

    assertThat(refusal(read(30_000)::unfold).problem().status()).isEqualTo(503);

    first.fold();
    assertThatCode(read(30_000)::unfold).doesNotThrowAnyException();
  }

  @Test
  void one_that_is_larger_than_the_budget_passes_alone() {
    var large = body();
    large.read(bytes(5_000_000), "5000000", BodyLimit.BULK);
    assertThatCode(large::unfold).doesNotThrowAnyException();
    large.giveBack();
    large.giveBack();
    assertThatCode(() -> read(900_000)).doesNotThrowAnyException();
  }

  @Test
  void a_body_that_breaks_off_or_is_too_long_gives_back_what_it_took() {
    for (int i = 0; i < 50; i++) {
      var cutOff = body();
      assertThat(refusal(() -> cutOff.read(unreadable(), null, 1_000_000)).problem().status())
          .isEqualTo(400);
      cutOff.giveBack();
      var endless = body();
      assertThat(refusal(() -> endless.read(bytes(2_000_000), null, 1_000_000)).problem().status())
          .isEqualTo(413);
      endless.giveBack();
    }
  }

  @Test
  void it_is_read_once_for_whoever_asks_and_without_a_length_keeps_only_what_it_is() {
    var body = body();
    var first = body.read(bytes(10), null, 1_000_000);

    assertThat(body.read(unreadable(), null, 1_000_000)).isSameAs(first).hasSize(10);
    assertThatCode(() -> read(900_000)).doesNotThrowAnyException();
  }

  @Test
  void one_that_says_it_is_too_large_is_refused_unread() {
    var refused = refusal(() -> body().read(unreadable(), "16001", BodyLimit.STRANGER));

    assertThat(refused.problem().status()).isEqualTo(413);
    assertThat(refused.problem().detail()).contains("16 kB");
  }

  private RequestBody read(int length) {
    var body = body();
    body.read(bytes(length), Integer.toString(length), 1_000_000);
    return body;
  }

  private RequestBody body() {
    var body = new RequestBody();
    body.budget = budget;
    return body;
  }

  private static InputStream bytes(int length) {
    return new ByteArrayInputStream(new byte[length]);
  }

  private static InputStream unreadable() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("This is not to be read");
      }
    };
  }

  private static ProblemException refusal(Runnable work) {
    return catchThrowableOfType(ProblemException.class, work::run);
  }
}
