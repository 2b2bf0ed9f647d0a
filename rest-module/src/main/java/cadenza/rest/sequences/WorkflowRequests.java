package cadenza.rest.sequences;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Ids;
import cadenza.rest.approvals.Approvable;
import cadenza.rest.approvals.ReachBody;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.application.KeepWorkflow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.UUID;

/** Makes rules, now or once they are approved. */
@ApplicationScoped
public class WorkflowRequests implements Approvable<WorkflowRequest> {
  @Inject KeepWorkflow keepWorkflow;

  WorkflowCard make(WorkflowRequest body, Caller caller) {
    return keepWorkflow.make(caller.workspaceId(), body.plan(null));
  }

  @Override
  public String kind() {
    return "workflow";
  }

  @Override
  public String scope() {
    return Scopes.WORKFLOWS_WRITE;
  }

  @Override
  public Class<WorkflowRequest> body() {
    return WorkflowRequest.class;
  }

  @Override
  public void check(WorkflowRequest body, Caller asker) {
    keepWorkflow.check(asker.workspaceId(), body.plan(null));
  }

  /** Whoever its trigger comes for, from now on. */
  @Override
  public ReachBody reaches(WorkflowRequest body, UUID workspaceId) {
    return ReachBody.nobodyElse();
  }

  @Override
  public JsonObject perform(WorkflowRequest body, Caller asker) {
    return Json.createObjectBuilder()
        .add("workflow_id", Ids.wire("wfl", make(body, asker).id()))
        .build();
  }
}
