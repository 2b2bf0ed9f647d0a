package cadenza.sequences.application;

import cadenza.contacts.api.Audience;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.api.EnrollTerms;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.domain.Workflows;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes, changes and removes rules; what a rule has started goes on without it. */
@UseCase
public class KeepWorkflow {
  @Inject Workflows workflows;
  @Inject EnrollBatch batch;
  @Inject Audience audience;
  @Inject Clocks clocks;

  public WorkflowCard make(UUID workspaceId, WorkflowPlan plan) {
    check(workspaceId, plan);
    var now = clocks.real();
    var rule = new WorkflowCard(Ids.next(), workspaceId, plan, now, now, 0);
    workflows.add(rule);
    return rule;
  }

  /**
   * @param expected the version that the caller read, or null to change whatever is there
   */
  public WorkflowCard change(
      UUID workspaceId, UUID id, WorkflowPlan plan, @Nullable Long expected) {
    var rule = workflows.locked(workspaceId, id).orElseThrow(() -> new NotFound("workflow"));
    if (expected != null && expected != rule.version()) {
      throw new WorkflowChanged();
    }
    check(workspaceId, plan);
    var changed =
        new WorkflowCard(
            id, workspaceId, plan, rule.createdAt(), clocks.real(), rule.version() + 1);
    workflows.write(changed);
    return changed;
  }

  public void remove(UUID workspaceId, UUID id) {
    if (!workflows.remove(workspaceId, id)) {
      throw new NotFound("workflow");
    }
  }

  /** What it names must be there; an enrollment would refuse it later, when nobody looks. */
  public void check(UUID workspaceId, WorkflowPlan plan) {
    if ((plan.trigger() == WorkflowPlan.Trigger.LABEL_APPLIED) != (plan.labelId() != null)) {
      throw new InvalidField(
          "/conditions",
          "label_id",
          "A label is the one condition of label_applied, and no other.");
    }
    if (plan.labelId() != null && (plan.toAddress() != null || plan.fromDomain() != null)) {
      throw new InvalidField("/conditions", "label_id", "label_applied asks for a label alone.");
    }
    if (plan.labelId() != null) {
      audience.selection(workspaceId, plan.labelId(), null);
    }
    batch.route(terms(workspaceId, plan));
  }

  static EnrollTerms terms(UUID workspaceId, WorkflowPlan plan) {
    return new EnrollTerms(
        workspaceId,
        null,
        plan.sequenceId(),
        plan.senderAccountId(),
        plan.exitOnReply(),
        plan.collision(),
        false);
  }
}
