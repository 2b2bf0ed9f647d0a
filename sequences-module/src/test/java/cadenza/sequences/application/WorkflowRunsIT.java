package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.NotFound;
import cadenza.sequences.domain.Enrollments.Key;
import cadenza.testing.AtOnce;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What rules have noted is done in batches; who cannot be enrolled holds up nobody. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkflowRunsIT extends WorkflowStage {
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
}
