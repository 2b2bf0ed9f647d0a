package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.Channel;
import cadenza.messaging.api.ReplyMatched;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.api.EnrollmentMarkedReplied;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.FinishReason;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A reply or a person ends what runs, whatever of it is on its way. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class StoppedEnrollmentsIT extends JourneyStage {
  @Test
  void a_reply_ends_what_is_queued_and_what_is_on_its_way_stays_named() {
    var sequence = sequence(TWO_TOUCHES);
    var queued = enroll(sequence, around.contact(1));
    var begun = enroll(sequence, around.contact(2));
    passes(Duration.ofDays(2));
    run();
    for (var message : ordered()) {
      boolean isQueued = Objects.requireNonNull(message.enrollmentId()).equals(queued);
      around.message(message.messageId(), UUID.randomUUID(), isQueued ? "CANCELLED" : "SENDING");
    }

    reply(queued, around.contact(1));
    reply(begun, around.contact(2));

    assertThat(engine.withdrawn.all()).hasSize(2);
    assertThat(enrollment(queued).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(queued).messageId()).isNull();
    assertThat(enrollment(begun).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(begun).messageId()).isNotNull();

    var inFlight =
        ordered().stream()
            .filter(one -> Objects.requireNonNull(one.enrollmentId()).equals(begun))
            .findFirst()
            .orElseThrow();
    sent(inFlight);
    assertThat(enrollment(begun).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(begun).standing().lastSentAt()).isEqualTo(around.now);
    assertThat(engine.finished.all()).hasSize(2);
  }

  @Test
  void who_is_said_to_have_replied_gets_no_more_and_it_is_told_once() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));

    engine.commit(() -> engine.markReplied.mark(WORKSPACE, id));
    engine.commit(() -> engine.markReplied.mark(WORKSPACE, id));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(engine.marked.all())
        .extracting(EnrollmentMarkedReplied::enrollmentId)
        .containsExactly(id);
    assertThat(engine.finished.all()).hasSize(1);
  }

  @Test
  void a_reply_that_names_no_enrollment_ends_all_that_runs_for_the_person_from_the_account() {
    var thread = UUID.randomUUID();
    var source = new EnrollmentSource("email", null, thread, null, null);
    around.message(UUID.randomUUID(), thread, "RECEIVED");
    var contact = around.contact(1);
    var inThread = enrollFrom(source, contact);
    var other = enroll(sequence(TWO_TOUCHES), contact);
    var ofAnother = enroll(sequence(TWO_TOUCHES), around.contact(2));

    reply(thread, null, contact);

    assertThat(enrollment(inThread).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(other).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(ofAnother).isOver()).isFalse();
  }

  @Test
  void a_colleague_who_answers_in_the_source_thread_before_the_first_step_ends_it() {
    var thread = UUID.randomUUID();
    around.message(UUID.randomUUID(), thread, "RECEIVED");
    var source = new EnrollmentSource("email", null, thread, null, null);
    var id = enrollFrom(source, around.contact(1));
    var same = enrollFrom(source, around.contact(2));
    var elsewhere = enroll(sequence(TWO_TOUCHES), around.contact(3));

    reply(thread, null, around.contact(2));
    assertThat(enrollment(same).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(id).isOver()).as("somebody else has answered for himself").isFalse();

    reply(thread, null, null);
    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(elsewhere).isOver()).isFalse();
  }

  @Test
  void a_reply_of_which_somebody_says_later_what_it_answers_ends_that() {
    var contact = around.contact(1);
    var id = enroll(sequence(TWO_TOUCHES), contact);
    var other = enroll(sequence(TWO_TOUCHES), around.contact(2));

    engine.commit(
        () ->
            engine.stopOnReply.stop(
                new ReplyMatched(
                    UUID.randomUUID(),
                    WORKSPACE,
                    around.now,
                    UUID.randomUUID(),
                    ACCOUNT,
                    UUID.randomUUID(),
                    contact,
                    id)));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(other).isOver()).isFalse();
  }

  @Test
  void cancelling_twice_is_harmless() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));

    engine.commit(() -> engine.cancel.cancel(WORKSPACE, id));
    engine.commit(() -> engine.cancel.cancel(WORKSPACE, id));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REMOVED);
    assertThat(engine.finished.all()).hasSize(1);
  }

  UUID enrollFrom(EnrollmentSource source, UUID contact) {
    var request = request(sequence(TWO_TOUCHES), contact, source);
    return engine.commit(() -> engine.enroll.enroll(request)).enrollmentId();
  }

  void reply(UUID enrollment, UUID contact) {
    reply(UUID.randomUUID(), enrollment, contact);
  }

  void reply(UUID thread, @Nullable UUID enrollment, @Nullable UUID contact) {
    engine.commit(
        () ->
            engine.stopOnReply.stop(
                new ReplyReceived(
                    UUID.randomUUID(),
                    WORKSPACE,
                    around.now,
                    UUID.randomUUID(),
                    Channel.EMAIL,
                    ACCOUNT,
                    thread,
                    contact,
                    enrollment,
                    "buyer@example.com",
                    "Re: Following up")));
  }
}
