package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.SentMail.Sent;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.sequences.domain.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A sequence of which too much bounces stops by itself, and goes on when a person says so. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class BounceGuardIT extends JourneyStage {
  private int people;

  @Test
  void more_than_five_of_the_last_hundred_stop_the_sequence_once() {
    var sequence = sequence(oneTouch());
    var sent = send(sequence, 100);
    for (int i = 0; i < 5; i++) {
      bounce(sent.get(i * 20), BounceClass.HARD);
    }
    assertThat(judge(sequence)).isFalse();

    bounce(sent.get(99), BounceClass.HARD);
    assertThat(engine.commit(() -> engine.guardBounces.open()))
        .containsExactly(new Key(WORKSPACE, sequence));
    assertThat(judge(sequence)).isTrue();
    assertThat(judge(sequence)).isFalse();

    assertThat(engine.autopilotStopped.all()).hasSize(1);
    assertThat(engine.autopilotStopped.all().get(0).bouncedMessages()).isEqualTo(6);
    assertThat(engine.autopilotStopped.all().get(0).countedMessages()).isEqualTo(100);
    assertThat(engine.commit(() -> engine.guardBounces.open())).isEmpty();
  }

  @Test
  void nothing_is_claimed_any_more_and_the_enrollment_says_why() {
    var sequence = stopped();
    var waiting = enroll(sequence, around.contact(++people));
    int before = ordered().size();

    run();

    assertThat(ordered()).hasSize(before);
    assertThat(enrollment(waiting).status()).isEqualTo(EnrollmentStatus.PAUSED);
    assertThat(enrollment(waiting).standing().pauseReason()).isEqualTo(Pause.SEQUENCE);
    assertThat(engine.commit(() -> engine.explain.explain(WORKSPACE, waiting)).gates())
        .filteredOn(line -> line.gate().equals("sequence"))
        .extracting(line -> line.value())
        .containsExactly("paused: bounce_rate");
  }

  @Test
  void after_a_person_has_resumed_it_the_count_begins_anew() {
    var sequence = stopped();
    passes(Duration.ofHours(1));
    engine.commit(() -> engine.switchSequence.resume(WORKSPACE, sequence));

    var sent = send(sequence, 19);
    bounce(sent.get(0), BounceClass.HARD);
    bounce(sent.get(1), BounceClass.HARD);
    assertThat(judge(sequence)).isFalse();

    bounce(send(sequence, 1).get(0), BounceClass.HARD);
    assertThat(judge(sequence)).isTrue();
  }

  @Test
  void what_was_sent_earlier_and_bounces_after_the_resume_counts_no_more() {
    var sequence = sequence(oneTouch());
    var old = send(sequence, 40);
    old.subList(0, 10).forEach(one -> bounce(one, BounceClass.HARD));
    assertThat(judge(sequence)).isTrue();
    passes(Duration.ofHours(1));
    engine.commit(() -> engine.switchSequence.resume(WORKSPACE, sequence));
    send(sequence, 30);

    old.subList(10, 30).forEach(one -> bounce(one, BounceClass.HARD));

    assertThat(judge(sequence)).isFalse();
  }

  @Test
  void soft_bounces_and_other_sequences_do_not_count() {
    var sequence = sequence(oneTouch());
    var other = sequence(oneTouch());
    var sent = send(sequence, 30);
    sent.subList(0, 20).forEach(one -> bounce(one, BounceClass.SOFT));
    send(other, 300).subList(0, 2).forEach(one -> bounce(one, BounceClass.HARD));
    bounce(sent.get(21), BounceClass.HARD);

    assertThat(judge(sequence)).isFalse();
    assertThat(judge(other)).isFalse();
  }

  @Test
  void what_was_refused_in_the_session_counts_as_tried() {
    var sequence = sequence(oneTouch());
    send(sequence, 18);
    for (int i = 0; i < 2; i++) {
      var refused = enroll(sequence, around.contact(++people));
      run();
      bounce(new Sent(orderOf(refused), refused, around.now), BounceClass.HARD);
    }

    assertThat(judge(sequence)).isTrue();
    assertThat(engine.autopilotStopped.all().get(0).countedMessages()).isEqualTo(20);
  }

  @Test
  void a_small_sequence_is_judged_beside_others_that_send_much_more() {
    var sequence = sequence(oneTouch());
    var sent = send(sequence, 20);
    ordered().forEach(this::sent);
    var busy = UUID.randomUUID();
    for (int i = 0; i < 6000; i++) {
      around.taken.add(new Sent(UUID.randomUUID(), busy, around.now));
    }
    sent.subList(0, 2).forEach(one -> bounce(one, BounceClass.HARD));

    assertThat(judge(sequence)).isTrue();
    assertThat(engine.autopilotStopped.all().get(0).countedMessages()).isEqualTo(20);
  }

  @Test
  void a_few_bounces_ask_for_nothing_that_was_sent() {
    var sequence = sequence(oneTouch());
    bounce(send(sequence, 5).get(0), BounceClass.HARD);
    int before = around.questions.get();

    assertThat(judge(sequence)).isFalse();

    assertThat(around.questions).hasValue(before);
  }

  private UUID stopped() {
    var sequence = sequence(oneTouch());
    send(sequence, 20).subList(0, 2).forEach(one -> bounce(one, BounceClass.HARD));
    assertThat(judge(sequence)).isTrue();
    return sequence;
  }

  private static SequencePlan oneTouch() {
    return new SequencePlan(true, true, null, null, List.of(step(0, "Hello", "Hello")));
  }

  private boolean judge(UUID sequence) {
    return engine.commit(() -> engine.guardBounces.judge(WORKSPACE, sequence));
  }

  /** Enrolled, handed over, and taken by the provider. */
  private List<Sent> send(UUID sequence, int many) {
    var sent = new ArrayList<Sent>();
    for (int i = 0; i < many; i++) {
      var id = enroll(sequence, around.contact(++people));
      passes(Duration.ofMillis(1));
      run();
      var one = new Sent(orderOf(id), id, around.now);
      around.taken.add(one);
      sent.add(one);
    }
    return sent;
  }

  private UUID orderOf(UUID enrollment) {
    return Objects.requireNonNull(enrollment(enrollment).messageId());
  }

  private void bounce(Sent sent, BounceClass said) {
    engine.commit(
        () ->
            engine.guardBounces.note(
                new MessageBounced(
                    UUID.randomUUID(),
                    WORKSPACE,
                    around.now,
                    sent.messageId(),
                    ACCOUNT,
                    null,
                    sent.enrollmentId(),
                    "any@example.com",
                    said,
                    "userunknown",
                    "5.1.1",
                    "550",
                    "550 5.1.1 No such user",
                    true)));
  }
}
