package cadenza.sequences.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.RuleViolation;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;

/** Gives each batch a request of its own, since a repository's session serves one. */
@ApplicationScoped
public class WorkflowBatches {
  @Inject RunWorkflow runWorkflow;
  @Inject ReadWorkflows readWorkflows;

  @EngineWork
  @ActivateRequestContext
  public List<Key> waiting() {
    return readWorkflows.waiting();
  }

  @EngineWork
  @ActivateRequestContext
  public boolean run(Key rule) {
    return runWorkflow.run(rule.workspaceId(), rule.id());
  }

  @EngineWork
  @ActivateRequestContext
  public void failed(Key rule, RuleViolation why) {
    runWorkflow.failed(rule.workspaceId(), rule.id(), why.code());
  }
}
