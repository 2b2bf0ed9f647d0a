package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.PutTestClock;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.api.ReturnedMessage;
import cadenza.messaging.api.SandboxMail;
import cadenza.messaging.api.SendMessage;
import cadenza.sequences.api.CalendarPlan;
import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.FinishReason;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.api.StepPlan;
import cadenza.sequences.domain.Enrollment;
import cadenza.sequences.domain.EnrollmentStatus;
import cadenza.sequences.domain.MessageKeys;
import cadenza.testing.Heard;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.hibernate.SessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrollmentJourneyIT {
  static SequencesDatabase database;
  static SessionFactory sessions;

  final Neighbours around = new Neighbours();
  Engine engine;

  @BeforeAll
  static void start() throws Exception {
    database = SequencesDatabase.start();
    sessions = database.sessions();
  }

  @AfterAll
  static void stop() throws Exception {
    sessions.close();
    database.close();
  }

  @BeforeEach
  void open() throws Exception {
    database.empty();
    engine = new Engine(sessions.openStatelessSession(), around);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static final SequencePlan TWO_TOUCHES =
      new SequencePlan(
          true,
          "Exit if the contact declines.",
          null,
          List.of(
              step(2, "Following up on the proposal", "Hello {{first_name|there}}"),
              step(5, "Any questions?", "Happy to answer")));

  static StepPlan step(int days, @Nullable String subject, String text) {
    return new StepPlan(Channel.EMAIL, days, DelayUnit.DAYS, subject, text, null, false);
  }

  UUID sequence(SequencePlan plan) {
    return engine.commit(
        () -> engine.define.define(WORKSPACE, null, "Follow-up", ACCOUNT, plan, "/emails"));
  }

  EnrollContact.Enrolled enroll(Engine with, UUID sequence, UUID contact) {
    return with.commit(() -> with.enroll.enroll(request(sequence, contact, null)));
  }

  UUID enroll(UUID sequence, UUID contact) {
    return enroll(engine, sequence, contact).enrollmentId();
  }

  static NewEnrollment request(UUID sequence, UUID contact, @Nullable EnrollmentSource source) {
    return new NewEnrollment(
        WORKSPACE, null, ACCOUNT, sequence, null, "/emails", contact, null, null, source);
  }

  Enrollment enrollment(UUID id) {
    return engine.commit(() -> engine.enrollments.withId(WORKSPACE, id).orElseThrow());
  }

  int run() {
    return engine.commit(() -> engine.runDueSteps.upTo(500));
  }

  List<SendMessage> ordered() {
    return engine.sendMessages.all().stream().flatMap(order -> order.messages().stream()).toList();
  }

  SendMessage onlyOrder() {
    assertThat(ordered()).hasSize(1);
    return ordered().get(0);
  }

  void passes(Duration time) {
    around.now = around.now.plus(time);
  }

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
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    passes(Duration.ofDays(2));
    run();
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
      boolean hard = message.enrollmentId().equals(bounced);
      engine.commit(
          () -> engine.recordOutcome.failed(List.of(engine.failed(message, hard, around.now))));
    }

    assertThat(enrollment(bounced).standing().finishReason()).isEqualTo(FinishReason.BOUNCED);
    assertThat(enrollment(failed).standing().finishReason()).isEqualTo(FinishReason.FAILED);
  }

  @Test
  void an_unknown_outcome_blocks_visibly_and_a_late_result_still_settles_it() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    passes(Duration.ofDays(2));
    run();
    var message = onlyOrder();

    engine.commit(
        () ->
            engine.recordOutcome.unknown(
                new MessageOutcomeUnknown(
                    UUID.randomUUID(), WORKSPACE, around.now, message.messageId(), id, 1)));
    assertThat(enrollment(id).status()).isEqualTo(EnrollmentStatus.SENDING);
    assertThat(enrollment(id).standing().blockedReason()).isEqualTo("outcome_unknown");

    engine.commit(
        () ->
            engine.recordOutcome.sent(
                List.of(engine.sent(message, UUID.randomUUID(), around.now))));
    assertThat(enrollment(id).stepNumber()).isEqualTo(2);
    assertThat(enrollment(id).standing().blockedReason()).isNull();
  }

  @Test
  void a_returned_message_is_due_again_as_another_run_of_the_step() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    passes(Duration.ofDays(2));
    run();
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

  /** From nine to five in Berlin. */
  static final SequencePlan AT_ONCE_BY_DAY =
      new SequencePlan(
          true,
          null,
          new CalendarPlan(
              null,
              List.of(
                  new CalendarPlan.Hours(
                      Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                      LocalTime.of(9, 0),
                      LocalTime.of(17, 0))),
              0),
          List.of(step(0, "Hello", "Hello")));

  void returned(UUID enrollment, SendMessage message, @Nullable Instant notBefore) {
    engine.commit(
        () ->
            engine.recordOutcome.returned(
                List.of(
                    new ReturnedMessage(
                        message.messageId(), WORKSPACE, enrollment, "returned", notBefore))));
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
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    passes(Duration.ofDays(2));
    run();
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
    first.forEach(one -> returned(one.enrollmentId(), one, null));
    engine.commit(() -> engine.resume.resume(WORKSPACE, after));
    passes(Duration.ofDays(1));

    assertThat(run()).isEqualTo(2);
    assertThat(ordered()).hasSize(4);
  }

  @Test
  void a_reply_ends_what_is_queued_and_what_is_on_its_way_stays_named() {
    var sequence = sequence(TWO_TOUCHES);
    var queued = enroll(sequence, around.contact(1));
    var begun = enroll(sequence, around.contact(2));
    passes(Duration.ofDays(2));
    run();
    for (var message : ordered()) {
      boolean isQueued = message.enrollmentId().equals(queued);
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
            .filter(one -> one.enrollmentId().equals(begun))
            .findFirst()
            .orElseThrow();
    engine.commit(
        () ->
            engine.recordOutcome.sent(
                List.of(engine.sent(inFlight, UUID.randomUUID(), around.now))));
    assertThat(enrollment(begun).standing().finishReason()).isEqualTo(FinishReason.REPLIED);
    assertThat(enrollment(begun).standing().lastSentAt()).isEqualTo(around.now);
    assertThat(engine.finished.all()).hasSize(2);
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

  @Test
  void cancelling_twice_is_harmless() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));

    engine.commit(() -> engine.cancel.cancel(WORKSPACE, id));
    engine.commit(() -> engine.cancel.cancel(WORKSPACE, id));

    assertThat(enrollment(id).standing().finishReason()).isEqualTo(FinishReason.REMOVED);
    assertThat(engine.finished.all()).hasSize(1);
  }

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

  @Test
  void an_unresolved_variable_holds_the_step_and_never_the_others() {
    var plan =
        new SequencePlan(true, null, null, List.of(step(0, "Hello {{first_name}}", "Hello")));
    var sequence = sequence(plan);
    var nameless = enroll(sequence, around.contact(1, Map.of()));
    var named = enroll(sequence, around.contact(2));

    assertThat(run()).isEqualTo(2);

    assertThat(onlyOrder().enrollmentId()).isEqualTo(named);
    assertThat(enrollment(nameless).standing().heldReason())
        .isEqualTo("unresolved_variable: first_name");
    assertThat(run()).isZero();
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
  void what_is_a_week_late_waits_for_a_person_unless_limits_kept_it_behind() {
    var sequence = sequence(TWO_TOUCHES);
    var late = enroll(sequence, around.contact(1));
    passes(Duration.ofDays(2 + 7).plusSeconds(1));
    run();
    assertThat(ordered()).isEmpty();
    assertThat(enrollment(late).standing().pauseReason()).isEqualTo("overdue");

    enroll(sequence, around.contact(2));
    around.granted = 0;
    around.refusal = "daily_limit";
    for (int day = 0; day < 10; day++) {
      passes(Duration.ofDays(1));
      run();
    }
    around.granted = 10;
    passes(Duration.ofHours(1));
    run();
    assertThat(ordered()).hasSize(1);
  }

  @Test
  void after_a_breakdown_the_overdue_of_a_limited_account_wait_for_a_person_too() {
    var sequence = sequence(TWO_TOUCHES);
    var first = enroll(sequence, around.contact(1));
    var second = enroll(sequence, around.contact(2));
    around.granted = 1;
    around.refusal = "daily_limit";
    passes(Duration.ofDays(2 + 30));

    run();
    run();

    assertThat(ordered()).isEmpty();
    assertThat(enrollment(first).standing().pauseReason()).isEqualTo("overdue");
    assertThat(enrollment(second).standing().pauseReason()).isEqualTo("overdue");
  }

  @Test
  void a_provider_that_asks_for_rest_is_no_limit_that_excuses_lateness() {
    enroll(sequence(TWO_TOUCHES), around.contact(1));
    around.granted = 0;
    around.refusal = "resting";
    for (int day = 0; day < 10; day++) {
      passes(Duration.ofDays(1));
      run();
    }
    around.granted = 10;
    passes(Duration.ofHours(1));
    run();

    assertThat(ordered()).isEmpty();
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
              try (var own = new Engine(sessions.openStatelessSession(), around)) {
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
            new SequencePlan(true, null, null, List.of(step(2, "Following up", "Useful?"))),
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
  void two_nodes_share_the_work_and_take_no_step_twice() throws Exception {
    var plan = new SequencePlan(true, null, null, List.of(step(0, "Hello", "Hello")));
    var sequence = sequence(plan);
    for (int i = 0; i < 200; i++) {
      enroll(sequence, around.contact(i));
    }
    var threads = Executors.newFixedThreadPool(4);
    try {
      var nodes = new ArrayList<Callable<List<UUID>>>();
      for (int i = 0; i < 4; i++) {
        nodes.add(
            () -> {
              try (var node = new Engine(sessions.openStatelessSession(), around)) {
                int quiet = 0;
                while (quiet < 3) {
                  quiet = node.commit(() -> node.runDueSteps.upTo(17)) == 0 ? quiet + 1 : 0;
                }
                return node.sendMessages.all().stream()
                    .flatMap(order -> order.messages().stream())
                    .map(SendMessage::messageId)
                    .toList();
              }
            });
      }
      var taken = new ArrayList<UUID>();
      for (var node : threads.invokeAll(nodes)) {
        taken.addAll(node.get());
      }
      assertThat(taken).hasSize(200).doesNotHaveDuplicates();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_row_that_cannot_be_worked_on_is_set_aside_and_the_rest_of_its_batch_leaves() {
    var plan = new SequencePlan(true, null, null, List.of(step(0, "Hello", "Hello")));
    var sequence = sequence(plan);
    for (int i = 0; i < 20; i++) {
      enroll(sequence, around.contact(i));
    }
    var poison = enroll(sequence, around.contact(99));
    var accepted = new ArrayList<UUID>();
    engine.sendMessages.observedBy(
        order -> {
          if (order.messages().stream().anyMatch(one -> one.enrollmentId().equals(poison))) {
            throw new IllegalArgumentException("The row does not go in");
          }
          order.messages().forEach(one -> accepted.add(one.enrollmentId()));
        });

    batches().run(500);

    assertThat(accepted).hasSize(20).doesNotHaveDuplicates();
    assertThat(enrollment(poison).standing().heldReason())
        .isEqualTo("error: IllegalArgumentException");
    assertThat(around.setAside).isEqualTo(1);
  }

  @Test
  void a_test_clock_goes_past_a_row_that_cannot_be_worked_on() {
    var plan = new SequencePlan(true, null, null, List.of(step(1, "Hello", "Hello")));
    var sequence = sequence(plan);
    var good = enroll(sequence, around.contact(1));
    var poison = enroll(sequence, around.contact(99));
    engine.commit(
        () ->
            engine
                .session
                .createNativeMutationQuery("update sequences.enrollment set test = true")
                .executeUpdate());
    engine.sendMessages.observedBy(
        order -> {
          if (order.messages().stream().anyMatch(one -> one.enrollmentId().equals(poison))) {
            throw new IllegalArgumentException("The row does not go in");
          }
        });
    var target = around.now.plus(Duration.ofDays(1)).plus(Duration.ofMinutes(90));
    var strides = strides();

    int taken = 0;
    while (strides.stride(WORKSPACE, target)) {
      assertThat(++taken).isLessThan(20);
    }

    assertThat(ordered()).extracting(SendMessage::enrollmentId).contains(good);
    assertThat(enrollment(poison).standing().heldReason())
        .isEqualTo("error: IllegalArgumentException");
    assertThat(enrollment(poison).dueAt()).isAfter(target);
  }

  private TestClockStrides strides() {
    var run = new RunTestClock();
    run.enrollments = engine.enrollments;
    run.runDueSteps = engine.runDueSteps;
    run.sandboxMail = new NoMail();
    run.capacity = around.capacity;
    Heard<PutTestClock> moved = new Heard<>();
    moved.observedBy(put -> around.now = put.to());
    run.putTestClock = moved;
    run.endTestClockMove = new Heard<>();
    run.clocks = around.clocks;
    var strides = new TestClockStrides();
    strides.runTestClock =
        new RunTestClock() {
          @Override
          public boolean stride(UUID workspaceId, Instant target) {
            return engine.commit(() -> run.stride(workspaceId, target));
          }
        };
    strides.batches = batches();
    return strides;
  }

  /** Nothing is ever on its way. */
  private static final class NoMail implements SandboxMail {
    @Override
    public int settleQueued(UUID workspaceId, Instant at) {
      return 0;
    }

    @Override
    public Optional<Instant> nextAttempt(UUID workspaceId, Instant after) {
      return Optional.empty();
    }

    @Override
    public UUID reply(UUID workspaceId, UUID toMessageId, String text, Instant at) {
      throw new UnsupportedOperationException();
    }
  }

  private DueBatches batches() {
    var batches = new DueBatches();
    batches.runDueSteps =
        new RunDueSteps() {
          @Override
          public int upTo(int batch) {
            return engine.commit(() -> engine.runDueSteps.upTo(batch));
          }

          @Override
          int these(List<cadenza.sequences.domain.Enrollments.Key> keys) {
            return engine.commit(() -> engine.runDueSteps.these(keys));
          }
        };
    batches.setAside =
        new SetAside() {
          @Override
          void hold(cadenza.sequences.domain.Enrollments.Key key, String reason) {
            engine.commit(() -> engine.setAside.hold(key, reason));
          }
        };
    return batches;
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
