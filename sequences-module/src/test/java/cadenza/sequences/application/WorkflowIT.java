package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.LabelApplied;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.FirstMailReceived;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.api.WorkflowPlan.Trigger;
import cadenza.testing.AtOnce;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Rules that start a sequence by themselves. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkflowIT extends WorkflowStage {
  @Test
  void applying_a_label_enrolls_once_however_often_it_comes() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    var contact = around.contact(1);

    label(contact);
    assertThat(engine.noted.all()).hasSize(1);
    run(rule);
    label(contact);
    run(rule);

    assertThat(enrolled()).isEqualTo("1");
    assertThat(engine.noted.all()).hasSize(1);
    assertThat(database.value("select outcome from sequences.workflow_run")).isEqualTo("ENROLLED");

    var enrollment = database.value("select id from sequences.enrollment");
    engine.commit(() -> engine.cancel.cancel(WORKSPACE, UUID.fromString(enrollment)));
    label(contact);
    run(rule);
    assertThat(enrolled()).as("taken off and put on again").isEqualTo("1");
  }

  @Test
  void at_the_same_time_it_enrolls_once_as_well() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    IntStream.rangeClosed(1, 50).forEach(around::contact);

    AtOnce.times(
        6,
        i -> {
          try (var another = new Engine(database.open(), around)) {
            another.commit(() -> another.noteTriggers.labels(labels(50)));
            another.commit(() -> another.runWorkflow.run(WORKSPACE, rule.id()));
          }
          return i;
        });
    run(rule);

    assertThat(enrolled()).isEqualTo("50");
    assertThat(engine.commit(() -> engine.workflows.waiting(10))).isEmpty();
  }

  @Test
  void other_labels_switched_off_rules_and_other_workspaces_start_nothing() {
    var off = onLabel(sequence(TWO_TOUCHES), false);
    var contact = around.contact(1);

    label(contact);
    engine.commit(
        () ->
            engine.noteTriggers.labels(
                List.of(
                    new LabelApplied(
                        UUID.randomUUID(),
                        WORKSPACE,
                        around.now,
                        contact,
                        new UUID(3, 9),
                        "other"))));
    run(off);

    assertThat(database.value("select count(*) from sequences.workflow_run")).isEqualTo("0");
    assertThatThrownBy(() -> engine.commit(() -> engine.keepWorkflow.remove(ELSEWHERE, off.id())))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void whoever_has_answered_the_sequence_is_not_led_into_it_again() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    var contact = around.contact(1);
    var before = enroll(rule.plan().sequenceId(), contact);
    database.execute(
        "update sequences.enrollment set status = 'FINISHED', finish_reason = 'REPLIED',"
            + " finished_at = now(), due_at = null");

    label(contact);
    run(rule);

    assertThat(enrolled()).isEqualTo("1");
    assertThat(database.value("select outcome || ' ' || enrollment_id from sequences.workflow_run"))
        .isEqualTo("ALREADY_IN " + before);
  }

  @Test
  void what_waits_for_a_rule_that_is_switched_off_goes_on_when_it_is_on_again() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    label(around.contact(1));

    database.execute("update sequences.workflow_rule set enabled = false");
    assertThat(engine.commit(() -> engine.workflows.waiting(10))).isEmpty();
    run(rule);
    assertThat(enrolled()).isEqualTo("0");

    database.execute("update sequences.workflow_rule set enabled = true");
    assertThat(engine.commit(() -> engine.workflows.waiting(10))).hasSize(1);
    run(rule);
    assertThat(enrolled()).isEqualTo("1");
  }

  static final UUID ELSEWHERE = new UUID(9, 9);

  @Test
  void mail_of_a_domain_to_an_inbox_enrolls_whoever_wrote_and_once() {
    var sequence = sequence(TWO_TOUCHES);
    var rule = onMail(sequence, "us@example.com", "buyer.example");

    mail("First@Buyer.example");
    mail("first@buyer.example");
    mail("somebody@other.example");
    run(rule);

    assertThat(enrolled()).isEqualTo("1");
    assertThat(around.recipients.values())
        .anyMatch(one -> "first@buyer.example".equals(one.address()));
  }

  @Test
  void a_suppressed_person_is_not_enrolled_and_the_run_says_so() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    var contact = around.contact(1);
    around.suppress(contact);

    label(contact);
    run(rule);

    assertThat(enrolled()).isEqualTo("0");
    assertThat(database.value("select outcome from sequences.workflow_run"))
        .isEqualTo("SUPPRESSED");
  }

  @Test
  void a_rule_names_a_sequence_that_is_there_and_a_label_with_its_trigger_alone() {
    var sequence = sequence(TWO_TOUCHES);

    refused(plan(Trigger.LABEL_APPLIED, LABEL, null, null, UUID.randomUUID(), true));
    refused(plan(Trigger.LABEL_APPLIED, null, null, null, sequence, true));
    refused(plan(Trigger.LABEL_APPLIED, LABEL, null, "buyer.example", sequence, true));
    refused(plan(Trigger.EMAIL_RECEIVED, LABEL, null, null, sequence, true));
  }

  @Test
  void a_change_by_somebody_who_read_an_older_state_is_refused() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    engine.commit(() -> engine.keepWorkflow.change(WORKSPACE, rule.id(), rule.plan(), 0L));

    assertThatThrownBy(
            () ->
                engine.commit(
                    () -> engine.keepWorkflow.change(WORKSPACE, rule.id(), rule.plan(), 0L)))
        .isInstanceOf(WorkflowChanged.class);
  }

  @Test
  void whoever_is_erased_is_forgotten_by_the_address_that_he_wrote_from_as_well() {
    var rule = onMail(sequence(TWO_TOUCHES), "us@example.com", "buyer.example");
    mail("before@buyer.example");
    mail("other@buyer.example");
    run(rule);
    var contact =
        database.value(
            "select e.contact_id from sequences.enrollment e join sequences.workflow_run r"
                + " on r.enrollment_id = e.id where r.person = 'before@buyer.example'");

    engine.commit(
        () ->
            engine.followContact.erased(
                WORKSPACE, List.of(UUID.fromString(contact)), List.of("now@buyer.example")));

    assertThat(database.values("select person from sequences.workflow_run"))
        .containsExactly("other@buyer.example");
  }

  @Test
  void whoever_writes_first_starts_a_rule_and_starts_it_once() {
    var rule = onMail(sequence(TWO_TOUCHES), "us@example.com", "stranger.example");

    for (int i = 0; i < 2; i++) {
      engine.commit(
          () ->
              engine.noteTriggers.mail(
                  new FirstMailReceived(
                      UUID.randomUUID(),
                      WORKSPACE,
                      around.now,
                      UUID.randomUUID(),
                      Neighbours.ACCOUNT,
                      UUID.randomUUID(),
                      null,
                      "New@stranger.example")));
      run(rule);
    }

    assertThat(enrolled()).isEqualTo("1");
  }

  private void refused(WorkflowPlan plan) {
    assertThatThrownBy(() -> engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan)))
        .isInstanceOf(InvalidField.class);
  }

  private WorkflowCard onMail(UUID sequence, String to, String fromDomain) {
    var plan = plan(Trigger.EMAIL_RECEIVED, null, to, fromDomain, sequence, true);
    return engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan));
  }

  private void mail(String from) {
    engine.commit(
        () ->
            engine.noteTriggers.mail(
                new ReplyReceived(
                    UUID.randomUUID(),
                    WORKSPACE,
                    around.now,
                    UUID.randomUUID(),
                    Channel.EMAIL,
                    Neighbours.ACCOUNT,
                    UUID.randomUUID(),
                    null,
                    null,
                    from,
                    "Hello")));
  }
}
