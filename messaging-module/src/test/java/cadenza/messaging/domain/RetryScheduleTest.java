package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RetryScheduleTest {
  static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");

  final UUID message = UUID.randomUUID();

  @Test
  void the_first_wait_is_five_minutes_and_the_others_grow() {
    var first = RetrySchedule.next(message, 1, MONDAY).orElseThrow();
    var fifth = RetrySchedule.next(message, 5, MONDAY).orElseThrow();

    assertThat(first).isBetween(MONDAY.plusSeconds(300), MONDAY.plusSeconds(360));
    assertThat(fifth).isBetween(MONDAY.plusSeconds(4800), MONDAY.plusSeconds(5760));
  }

  @Test
  void a_server_that_puts_off_every_time_is_asked_for_about_two_days() {
    var at = MONDAY;
    int attempts = 1;
    for (var next = RetrySchedule.next(message, attempts, at);
        next.isPresent();
        next = RetrySchedule.next(message, ++attempts, at)) {
      at = next.get();
    }

    assertThat(Duration.between(MONDAY, at)).isBetween(Duration.ofHours(40), Duration.ofHours(50));
  }
}
