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
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.api.WorkflowPlan.Trigger;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Rules that start a sequence by themselves. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkflowIT extends JourneyStage {
  static final UUID LABEL = new UUID(3, 1);

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
  void what_cannot_run_now_waits_and_is_tried_again_later() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    label(around.contact(1));
    var runs = runs();
    database.execute("update sequences.sequence set ad_hoc_key = 'gone'");

    runs.run();
    assertThat(states()).containsExactly("WAITING");
    database.execute("update sequences.sequence set ad_hoc_key = null");
    runs.run();
    assertThat(enrolled()).as("tried again, but not at once").isEqualTo("0");
    passes(Duration.ofSeconds(2));
    runs.run();

    assertThat(enrolled()).isEqualTo("1");
    assertThat(engine.commit(() -> engine.workflows.waitingIn(rule.workspaceId()))).isEmpty();
  }

  @Test
  void one_who_cannot_be_enrolled_holds_up_nobody_else_and_is_not_tried_again() {
    onLabel(sequence(TWO_TOUCHES), true);
    IntStream.rangeClosed(1, 50).forEach(around::contact);
    engine.commit(() -> engine.noteTriggers.labels(labels(50)));
    var runs = runs();

    refusing("contact_id <> '" + new UUID(7, 17) + "'", runs::run);

    assertThat(enrolled()).isEqualTo("49");
    assertThat(
            database.values(
                "select person from sequences.workflow_run"
                    + " where state = 'DONE' and outcome = 'FAILED'"))
        .containsExactly(new UUID(7, 17).toString());
    assertThat(engine.commit(() -> engine.workflows.waiting(10))).isEmpty();
    label(around.contact(51));
    runs.run();
    assertThat(enrolled()).isEqualTo("50");
  }

  @Test
  void one_who_is_alone_is_given_up_when_it_has_failed_for_long() {
    onLabel(sequence(TWO_TOUCHES), true);
    label(around.contact(1));
    var runs = runs();

    refusing(
        "false",
        () -> {
          for (int i = 0; i < 9; i++) {
            runs.run();
            assertThat(states()).containsExactly("WAITING");
            passes(Duration.ofMinutes(5));
          }
          runs.run();
        });

    assertThat(database.value("select outcome from sequences.workflow_run")).isEqualTo("FAILED");
  }

  @Test
  void a_failure_of_everybody_is_nobodys_fault_and_all_wait() {
    onLabel(sequence(TWO_TOUCHES), true);
    IntStream.rangeClosed(1, 40).forEach(around::contact);
    engine.commit(() -> engine.noteTriggers.labels(labels(40)));
    var runs = runs();

    refusing(
        "false",
        () -> {
          for (int i = 0; i < 12; i++) {
            runs.run();
            passes(Duration.ofMinutes(5));
          }
        });
    assertThat(states()).hasSize(40).containsOnly("WAITING");
    runs.run();

    assertThat(enrolled()).isEqualTo("40");
  }

  /** While the database takes such enrollments only. */
  private static void refusing(String check, Runnable work) {
    database.execute(
        "alter table sequences.enrollment add constraint bad check (" + check + ") not valid");
    try {
      work.run();
    } finally {
      database.execute("alter table sequences.enrollment drop constraint bad");
    }
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
  void what_was_noted_until_now_is_done_before_a_clock_moves_whoever_is_at_it() {
    onLabel(sequence(TWO_TOUCHES), true);
    IntStream.rangeClosed(1, 50).forEach(around::contact);
    engine.commit(() -> engine.noteTriggers.labels(labels(50)));

    AtOnce.times(
        3,
        i -> {
          try (var node = new Engine(database.open(), around)) {
            runs(node).finish(WORKSPACE);
            assertThat(node.commit(() -> node.workflows.waitingIn(WORKSPACE))).isEmpty();
          }
          return i;
        });

    assertThat(enrolled()).isEqualTo("50");
  }

  @Test
  void a_rule_is_gone_at_once_and_what_it_has_run_goes_in_batches() {
    var rule = onLabel(sequence(TWO_TOUCHES), true);
    IntStream.rangeClosed(1, 3).forEach(around::contact);
    engine.commit(() -> engine.noteTriggers.labels(labels(3)));
    run(rule);
    engine.commit(() -> engine.noteTriggers.labels(labels(5)));

    engine.commit(() -> engine.keepWorkflow.remove(WORKSPACE, rule.id()));

    assertThat(states()).as("not in the transaction that removes it").hasSize(5);
    assertThat(engine.commit(() -> engine.workflows.withId(WORKSPACE, rule.id()))).isEmpty();
    assertThat(engine.commit(() -> engine.workflows.page(WORKSPACE, null, 10))).isEmpty();
    assertThatThrownBy(() -> engine.commit(() -> engine.keepWorkflow.remove(WORKSPACE, rule.id())))
        .isInstanceOf(NotFound.class);
    label(around.contact(9));
    run(rule);
    assertThat(enrolled()).isEqualTo("3");

    assertThat(engine.commit(() -> engine.workflows.forgetRuns(3))).isEqualTo(3);
    runs().forget();

    assertThat(states()).isEmpty();
    assertThat(database.value("select count(*) from sequences.workflow_rule")).isEqualTo("0");
  }

  private WorkflowRuns runs() {
    return runs(engine);
  }

  private WorkflowRuns runs(Engine node) {
    var forget = new ForgetWorkflows();
    forget.workflows = node.workflows;
    var read = new ReadWorkflows();
    read.workflows = node.workflows;
    var runs = new WorkflowRuns();
    runs.clocks = around.clocks;
    runs.batches =
        new WorkflowBatches() {
          @Override
          public List<Key> waiting() {
            return node.commit(() -> read.waiting());
          }

          @Override
          public List<Key> waitingIn(UUID workspaceId) {
            return node.commit(() -> read.waitingIn(workspaceId));
          }

          @Override
          public boolean run(Key rule) {
            return node.commit(() -> node.runWorkflow.run(rule.workspaceId(), rule.id()));
          }

          @Override
          public boolean runInTurn(Key rule) {
            return node.commit(() -> node.runWorkflow.runInTurn(rule.workspaceId(), rule.id()));
          }

          @Override
          public int these(Key rule, List<String> people) {
            return node.commit(() -> node.runWorkflow.these(rule.workspaceId(), rule.id(), people));
          }

          @Override
          public void fail(Key rule, String person) {
            node.commit(() -> node.runWorkflow.fail(rule.workspaceId(), rule.id(), person));
          }

          @Override
          public boolean forget() {
            return node.commit(forget::forget);
          }
        };
    return runs;
  }

  private static List<String> states() {
    return database.values("select state from sequences.workflow_run order by state");
  }

  private void refused(WorkflowPlan plan) {
    assertThatThrownBy(() -> engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan)))
        .isInstanceOf(InvalidField.class);
  }

  private WorkflowCard onLabel(UUID sequence, boolean enabled) {
    var plan = plan(Trigger.LABEL_APPLIED, LABEL, null, null, sequence, enabled);
    return engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan));
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

  private WorkflowCard onMail(UUID sequence, String to, String fromDomain) {
    var plan = plan(Trigger.EMAIL_RECEIVED, null, to, fromDomain, sequence, true);
    return engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan));
  }

  private static WorkflowPlan plan(
      Trigger trigger,
      @Nullable UUID label,
      @Nullable String to,
      @Nullable String fromDomain,
      UUID sequence,
      boolean enabled) {
    return new WorkflowPlan(
        "Rule", trigger, label, to, fromDomain, sequence, null, null, Collision.SKIP, enabled);
  }

  private void label(UUID contact) {
    engine.commit(
        () ->
            engine.noteTriggers.labels(
                List.of(
                    new LabelApplied(
                        UUID.randomUUID(), WORKSPACE, around.now, contact, LABEL, "lead"))));
  }

  private List<LabelApplied> labels(int contacts) {
    return IntStream.rangeClosed(1, contacts)
        .mapToObj(
            i ->
                new LabelApplied(
                    UUID.randomUUID(), WORKSPACE, around.now, new UUID(7, i), LABEL, "lead"))
        .toList();
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

  private void run(WorkflowCard rule) {
    engine.commit(() -> engine.runWorkflow.run(WORKSPACE, rule.id()));
  }

  private static String enrolled() {
    return database.value("select count(*) from sequences.enrollment");
  }
}
