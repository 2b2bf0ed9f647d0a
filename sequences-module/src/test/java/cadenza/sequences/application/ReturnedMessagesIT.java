package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.ReturnedMessage;
import cadenza.messaging.api.SendMessage;
import cadenza.sequences.domain.EnrollmentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A message that comes back unsent: when its step is due again, and when a person has to look. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReturnedMessagesIT extends JourneyStage {
  @Test
  void a_returned_message_is_due_again_as_another_run_of_the_step() {
    var id = underWay();
    var first = onlyOrder();

    engine.commit(
        () ->
            engine.recordOutcome.returned(
                List.of(new ReturnedMessage(first.messageId(), WORKSPACE, id, "window", null))));
    assertThat(run()).isEqualTo(1);

    assertThat(ordered().get(1).messageId()).isNotEqualTo(first.messageId());
    assertThat(ordered().get(1).occurrence()).isEqualTo(2);
  }

  @Test
  void a_returned_message_goes_in_the_window_that_is_open_and_not_in_the_next() {
    var id = enroll(sequence(AT_ONCE_BY_DAY), around.contact(1));
    run();
    around.now = Instant.parse("2026-03-03T10:00:00Z");

    returned(id, onlyOrder(), null);

    assertThat(enrollment(id).dueAt()).isEqualTo(around.now);
  }

  @Test
  void a_message_put_off_beyond_its_window_goes_in_the_next() {
    var id = enroll(sequence(AT_ONCE_BY_DAY), around.contact(1));
    run();
    around.now = Instant.parse("2026-03-02T15:59:00Z");

    returned(id, onlyOrder(), Instant.parse("2026-03-02T16:04:00Z"));

    assertThat(enrollment(id).dueAt()).isEqualTo(Instant.parse("2026-03-03T08:00:00Z"));
  }

  @Test
  void a_step_that_comes_back_again_and_again_waits_for_a_person() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    passes(Duration.ofDays(2));
    for (int i = 0; i < 10; i++) {
      assertThat(run()).isEqualTo(1);
      returned(id, ordered().get(i), null);
    }

    assertThat(run()).isZero();
    assertThat(enrollment(id).standing().pauseReason()).isEqualTo("returned_too_often");
  }

  @Test
  void a_message_that_waited_for_too_long_comes_back_for_a_person_to_look_at() {
    var id = underWay();
    var due = enrollment(id).dueAt();
    var overdue =
        new ReturnedMessage(onlyOrder().messageId(), WORKSPACE, id, ReturnedMessage.OVERDUE, null);

    engine.commit(() -> engine.recordOutcome.returned(List.of(overdue)));

    assertThat(run()).isZero();
    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.PAUSED);
    assertThat(enrollment(id).standing().pauseReason()).isEqualTo("overdue");
    assertThat(enrollment(id).dueAt()).isEqualTo(due);
    assertThat(engine.paused.all()).hasSize(1);
  }

  @Test
  void what_was_paused_on_its_way_and_came_back_goes_on_after_the_resume() {
    var sequence = sequence(TWO_TOUCHES);
    var before = enroll(sequence, around.contact(1));
    var after = enroll(sequence, around.contact(2));
    passes(Duration.ofDays(2));
    run();
    var first = ordered();
    first.forEach(one -> around.message(one.messageId(), UUID.randomUUID(), "SENDING"));
    engine.commit(() -> engine.pause.pause(WORKSPACE, before));
    engine.commit(() -> engine.pause.pause(WORKSPACE, after));

    engine.commit(() -> engine.resume.resume(WORKSPACE, before));
    first.forEach(one -> returned(Objects.requireNonNull(one.enrollmentId()), one, null));
    engine.commit(() -> engine.resume.resume(WORKSPACE, after));
    passes(Duration.ofDays(1));

    assertThat(run()).isEqualTo(2);
    assertThat(ordered()).hasSize(4);
  }

  void returned(UUID enrollment, SendMessage message, @Nullable Instant notBefore) {
    engine.commit(
        () ->
            engine.recordOutcome.returned(
                List.of(
                    new ReturnedMessage(
                        message.messageId(), WORKSPACE, enrollment, "returned", notBefore))));
  }
}
