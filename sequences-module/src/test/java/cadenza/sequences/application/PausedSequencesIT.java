package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.sequences.domain.EnrollmentStatus;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Pause and resume, of one enrollment and of a whole sequence. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PausedSequencesIT extends JourneyStage {
  @Test
  void a_resumed_enrollment_does_not_leave_at_once_for_a_slot_it_missed() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    engine.commit(() -> engine.pause.pause(WORKSPACE, id));
    passes(Duration.ofDays(4).plusHours(1));
    assertThat(run()).isZero();

    engine.commit(() -> engine.resume.resume(WORKSPACE, id));

    assertThat(run()).isZero();
    assertThat(enrollment(id).dueAt()).isEqualTo(Instant.parse("2026-03-07T09:00:00Z"));
  }

  @Test
  void pausing_a_sequence_rests_its_enrollments_and_resuming_moves_only_those() {
    var sequence = sequence(TWO_TOUCHES);
    var one = enroll(sequence, around.contact(1));
    var other = enroll(sequence, around.contact(2));
    engine.commit(() -> engine.pause.pause(WORKSPACE, other));

    engine.commit(() -> engine.switchSequence.pause(WORKSPACE, sequence));
    engine.commit(
        () -> engine.switchSequence.restSome(WORKSPACE, sequence, EnrollmentStatus.ACTIVE, null));
    assertThat(enrollment(one).status()).isEqualTo(EnrollmentStatus.PAUSED);

    engine.commit(() -> engine.switchSequence.resume(WORKSPACE, sequence));
    engine.commit(() -> engine.switchSequence.moveSome(WORKSPACE, sequence, null));
    assertThat(enrollment(one).status()).isEqualTo(EnrollmentStatus.ACTIVE);
    assertThat(enrollment(other).status()).isEqualTo(EnrollmentStatus.PAUSED);
  }

  @Test
  void it_is_told_once_that_a_sequence_rests_and_that_it_goes_on() {
    var sequence = sequence(TWO_TOUCHES);

    for (int i = 0; i < 2; i++) {
      engine.commit(() -> engine.switchSequence.pause(WORKSPACE, sequence));
    }
    for (int i = 0; i < 2; i++) {
      engine.commit(() -> engine.switchSequence.resume(WORKSPACE, sequence));
    }

    assertThat(engine.sequencePaused.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.sequenceId()).isEqualTo(sequence));
    assertThat(engine.sequenceResumed.all())
        .singleElement()
        .satisfies(fact -> assertThat(fact.sequenceId()).isEqualTo(sequence));
  }

  @Test
  void a_pause_that_is_overtaken_by_a_resume_leaves_nothing_resting() {
    var sequence = sequence(TWO_TOUCHES);
    var id = enroll(sequence, around.contact(1));
    engine.commit(() -> engine.switchSequence.pause(WORKSPACE, sequence));

    engine.commit(() -> engine.switchSequence.resume(WORKSPACE, sequence));
    engine.commit(() -> engine.switchSequence.moveSome(WORKSPACE, sequence, null));
    engine.commit(
        () -> engine.switchSequence.restSome(WORKSPACE, sequence, EnrollmentStatus.ACTIVE, null));

    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.ACTIVE);
  }

  @Test
  void a_resume_that_is_overtaken_by_a_pause_moves_nothing() {
    var sequence = sequence(TWO_TOUCHES);
    var id = enroll(sequence, around.contact(1));
    engine.commit(() -> engine.switchSequence.pause(WORKSPACE, sequence));
    engine.commit(
        () -> engine.switchSequence.restSome(WORKSPACE, sequence, EnrollmentStatus.ACTIVE, null));

    engine.commit(() -> engine.switchSequence.moveSome(WORKSPACE, sequence, null));

    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.PAUSED);
  }

  @Test
  void a_step_of_a_paused_sequence_rests_even_when_its_enrollment_was_not_reached() {
    var sequence = sequence(TWO_TOUCHES);
    var id = enroll(sequence, around.contact(1));
    engine.commit(() -> engine.switchSequence.pause(WORKSPACE, sequence));
    passes(Duration.ofDays(2));

    run();

    assertThat(ordered()).isEmpty();
    assertThat(enrollment(id).standing().pauseReason()).isEqualTo("sequence_paused");
  }
}
