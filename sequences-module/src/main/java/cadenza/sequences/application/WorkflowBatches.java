package cadenza.sequences.application;

import cadenza.kernel.api.CurrentWorkspace;
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
  @Inject CurrentWorkspace currentWorkspace;

  @EngineWork
  @ActivateRequestContext
  public List<Key> waiting() {
    return readWorkflows.waiting();
  }

  @ActivateRequestContext
  public boolean run(Key rule) {
    currentWorkspace.is(rule.workspaceId());
    return runWorkflow.run(rule.workspaceId(), rule.id());
  }

  @ActivateRequestContext
  public void failed(Key rule, RuleViolation why) {
    currentWorkspace.is(rule.workspaceId());
    runWorkflow.failed(rule.workspaceId(), rule.id(), why.code());
  }
}
