package cadenza.sequences.application;

import static cadenza.sequences.application.Neighbours.WORKSPACE;

import cadenza.contacts.api.LabelApplied;
import cadenza.sequences.api.Collision;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.api.WorkflowPlan.Trigger;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rules, and what starts them. */
abstract class WorkflowStage extends JourneyStage {
  static final UUID LABEL = new UUID(3, 1);

  WorkflowCard onLabel(UUID sequence, boolean enabled) {
    var plan = plan(Trigger.LABEL_APPLIED, LABEL, null, null, sequence, enabled);
    return engine.commit(() -> engine.keepWorkflow.make(WORKSPACE, plan));
  }

  static WorkflowPlan plan(
      Trigger trigger,
      @Nullable UUID label,
      @Nullable String to,
      @Nullable String fromDomain,
      UUID sequence,
      boolean enabled) {
    return new WorkflowPlan(
        "Rule", trigger, label, to, fromDomain, sequence, null, null, Collision.SKIP, enabled);
  }

  void label(UUID contact) {
    engine.commit(
        () ->
            engine.noteTriggers.labels(
                List.of(
                    new LabelApplied(
                        UUID.randomUUID(), WORKSPACE, around.now, contact, LABEL, "lead"))));
  }

  List<LabelApplied> labels(int contacts) {
    return IntStream.rangeClosed(1, contacts)
        .mapToObj(
            i ->
                new LabelApplied(
                    UUID.randomUUID(), WORKSPACE, around.now, new UUID(7, i), LABEL, "lead"))
        .toList();
  }

  void run(WorkflowCard rule) {
    engine.commit(() -> engine.runWorkflow.run(WORKSPACE, rule.id()));
  }

  static String enrolled() {
    return database.value("select count(*) from sequences.enrollment");
  }
}
