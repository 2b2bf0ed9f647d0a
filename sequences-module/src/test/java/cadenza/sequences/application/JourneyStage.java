package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.ACCOUNT;
import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.api.Channel;
import cadenza.messaging.api.SendMessage;
import cadenza.sequences.api.CalendarPlan;
import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.api.EnrollmentSource;
import cadenza.sequences.api.NewEnrollment;
import cadenza.sequences.api.SequencePlan;
import cadenza.sequences.api.StepPlan;
import cadenza.sequences.domain.Enrollment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The use cases on a real database, one at a time, and a clock that is moved by hand. */
abstract class JourneyStage {
  @RegisterExtension static final SequencesDatabase database = new SequencesDatabase();

  final Neighbours around = new Neighbours();
  Engine engine;

  @BeforeEach
  void open() throws Exception {
    engine = new Engine(database.open(), around);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static final SequencePlan TWO_TOUCHES =
      new SequencePlan(
          true,
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

  /** From nine to five in Berlin. */
  static final SequencePlan AT_ONCE_BY_DAY =
      new SequencePlan(
          true,
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

  /** An enrollment whose first message is ordered. */
  UUID underWay() {
    var id = enroll(sequence(TWO_TOUCHES), around.contact(1));
    passes(Duration.ofDays(2));
    run();
    return id;
  }

  /** The provider took it, in a thread of its own. */
  void sent(SendMessage message) {
    engine.commit(
        () ->
            engine.recordOutcome.sent(
                List.of(engine.sent(message, UUID.randomUUID(), around.now))));
  }
}
