package cadenza.sequences.application;

import cadenza.kernel.api.EngineWork;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Gives each batch a request of its own, since a repository's session serves one. */
@EngineWork
@ApplicationScoped
public class WorkflowBatches {
  @Inject RunWorkflow runWorkflow;
  @Inject ReadWorkflows readWorkflows;
  @Inject ForgetWorkflows forgetWorkflows;

  @ActivateRequestContext
  public List<Key> waiting() {
    return readWorkflows.waiting();
  }

  @ActivateRequestContext
  public List<Key> waitingIn(UUID workspaceId) {
    return readWorkflows.waitingIn(workspaceId);
  }

  @ActivateRequestContext
  public boolean run(Key rule) {
    return runWorkflow.run(rule.workspaceId(), rule.id());
  }

  @ActivateRequestContext
  public boolean runInTurn(Key rule) {
    return runWorkflow.runInTurn(rule.workspaceId(), rule.id());
  }

  @ActivateRequestContext
  public int these(Key rule, List<String> people) {
    return runWorkflow.these(rule.workspaceId(), rule.id(), people);
  }

  @ActivateRequestContext
  public void fail(Key rule, String person) {
    runWorkflow.fail(rule.workspaceId(), rule.id(), person);
  }

  @ActivateRequestContext
  public boolean forget() {
    return forgetWorkflows.forget();
  }
}
