package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.MessageKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The way of an enrollment from its beginning to its end. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrollmentJourneyIT extends JourneyStage {
  @Test
  void two_touches_leave_after_two_and_five_days_and_complete_the_way() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    var start = around.now;

    passes(Duration.ofDays(2).minusMillis(1));
    assertThat(run()).isZero();
    passes(Duration.ofMillis(1));
    assertThat(run()).isEqualTo(1);

    var first = onlyOrder();
    assertThat(first.dueAt()).isEqualTo(start.plus(Duration.ofDays(2)));
    assertThat(first.messageId()).isEqualTo(MessageKeys.of(id, 1, 1));
    assertThat(first.content())
        .isEqualTo(new MessageContent.Email("Following up on the proposal", "Hello Avery", null));
    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.SENDING);

    var thread = UUID.randomUUID();
    passes(Duration.ofMinutes(3));
    engine.commit(() -> engine.recordOutcome.sent(List.of(engine.sent(first, thread, around.now))));

    var waiting = enrollment(id);
    assertThat(waiting.status()).isEqualTo(EnrollmentStatus.ACTIVE);
    assertThat(waiting.stepNumber()).isEqualTo(2);
    assertThat(waiting.dueAt()).isEqualTo(around.now.plus(Duration.ofDays(5)));

    passes(Duration.ofDays(5));
    assertThat(run()).isEqualTo(1);
    var second = ordered().get(1);
    assertThat(second.threadId()).isEqualTo(thread);
    engine.commit(
        () -> engine.recordOutcome.sent(List.of(engine.sent(second, thread, around.now))));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.COMPLETED);
    assertThat(engine.finished.all()).hasSize(1);
  }

  @Test
  void an_outcome_told_twice_counts_once() {
    var id = underWay();
    var fact = engine.sent(onlyOrder(), UUID.randomUUID(), around.now);

    engine.commit(() -> engine.recordOutcome.sent(List.of(fact)));
    var after = enrollment(id);
    engine.commit(() -> engine.recordOutcome.sent(List.of(fact)));

    assertThat(enrollment(id)).isEqualTo(after);
  }

  @Test
  void a_refused_recipient_ends_it_as_bounced_and_any_other_failure_as_failed() {
    var sequence = sequence(TWO_TOUCHES);
    var bounced = enroll(sequence, around.contact(1));
    var failed = enroll(sequence, around.contact(2));
    passes(Duration.ofDays(2));
    run();

    for (var message : ordered()) {
      boolean hard = Objects.requireNonNull(message.enrollmentId()).equals(bounced);
      engine.commit(
          () -> engine.recordOutcome.failed(List.of(engine.failed(message, hard, around.now))));
    }

    assertThat(enrollment(bounced).standing().finishReason()).isEqualTo(FinishReason.BOUNCED);
    assertThat(enrollment(failed).standing().finishReason()).isEqualTo(FinishReason.FAILED);
  }

  @Test
  void an_unknown_outcome_blocks_visibly_and_a_late_result_still_settles_it() {
    var id = underWay();
    var message = onlyOrder();

    engine.commit(
        () ->
            engine.recordOutcome.unknown(
                new MessageOutcomeUnknown(
                    UUID.randomUUID(), WORKSPACE, around.now, message.messageId(), id, 1)));
    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.SENDING);
    assertThat(enrollment(id).standing().blockedReason()).isEqualTo("outcome_unknown");

    sent(message);
    assertThat(enrollment(id).stepNumber()).isEqualTo(2);
    assertThat(enrollment(id).standing().blockedReason()).isNull();
  }

  @Test
  void a_suppressed_recipient_gets_nothing() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    around.suppress(around.contact(1).equals(new UUID(7, 1)) ? new UUID(7, 1) : id);
    passes(Duration.ofDays(2));

    run();

    assertThat(ordered()).isEmpty();
    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.OPTED_OUT);
  }

  @Test
  void who_is_enrolled_already_is_told_at_once_while_somebody_writes_the_enrollment() {
    var sequence = sequence(TWO_TOUCHES);
    var contact = around.contact(1);
    var id = enroll(sequence, contact);

    var told =
        engine.commit(
            () -> {
              engine
                  .session
                  .createNativeMutationQuery(
                      "update sequences.enrollment set updated_at = now() where id = :id")
                  .setParameter("id", id)
                  .executeUpdate();
              try (var other = new Engine(database.open(), around)) {
                return CompletableFuture.supplyAsync(() -> enroll(other, sequence, contact))
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
              }
            });

    assertThat(told.enrollmentId()).isEqualTo(id);
    assertThat(told.created()).isFalse();
  }

  @Test
  void fifty_at_once_make_one_enrollment() throws Exception {
    var sequence = sequence(TWO_TOUCHES);
    var contact = around.contact(1);
    var threads = Executors.newFixedThreadPool(10);
    try {
      var asks = new ArrayList<Callable<EnrollContact.Enrolled>>();
      for (int i = 0; i < 50; i++) {
        asks.add(
            () -> {
              try (var own = new Engine(database.open(), around)) {
                return enroll(own, sequence, contact);
              }
            });
      }
      var answers = new ArrayList<EnrollContact.Enrolled>();
      for (var answer : threads.invokeAll(asks)) {
        answers.add(answer.get());
      }
      assertThat(answers)
          .extracting(EnrollContact.Enrolled::enrollmentId)
          .containsOnly(answers.get(0).enrollmentId());
      assertThat(answers).filteredOn(EnrollContact.Enrolled::created).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_new_enrollment_is_told_as_it_is_read() {
    var source = new EnrollmentSource("email", null, null, "About Monday", "avery@example.com");
    var request = request(sequence(TWO_TOUCHES), around.contact(1), source);
    var told = engine.commit(() -> engine.enroll.enroll(request));

    assertThat(told.card())
        .isEqualTo(engine.read.find(WORKSPACE, told.enrollmentId()).orElseThrow());
  }

  @Test
  void an_unknown_source_message_is_refused_by_name() {
    var sequence = sequence(TWO_TOUCHES);
    var source = new EnrollmentSource("email", UUID.randomUUID(), null, null, null);

    assertThatThrownBy(
            () ->
                engine.commit(
                    () -> engine.enroll.enroll(request(sequence, around.contact(1), source))))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.pointer()).isEqualTo("/source/message_id"));
  }

  @Test
  void the_same_ad_hoc_series_asked_for_twice_is_one_enrollment() {
    var contact = around.contact(1);
    var ask =
        new NewEnrollment(
            WORKSPACE,
            null,
            ACCOUNT,
            null,
            new SequencePlan(true, true, null, null, List.of(step(2, "Following up", "Useful?"))),
            "/emails",
            null,
            "buyer1@example.com",
            true,
            null);

    var first = engine.commit(() -> engine.enroll.enroll(ask));
    var second = engine.commit(() -> engine.enroll.enroll(ask));

    assertThat(first.created()).isTrue();
    assertThat(second.created()).isFalse();
    assertThat(second.enrollmentId()).isEqualTo(first.enrollmentId());
    assertThat(enrollment(first.enrollmentId()).contactId()).isEqualTo(contact);
  }

  @Test
  void the_explanation_says_what_the_scheduler_would_do() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));

    var explained = engine.commit(() -> engine.explain.explain(WORKSPACE, id));

    assertThat(explained.nextAt()).isEqualTo(around.now.plus(Duration.ofDays(2)));
    assertThat(explained.gates())
        .extracting(line -> line.gate() + " " + line.verdict())
        .contains("enrollment pass", "suppression pass", "exit_condition not_judged");
  }
}
