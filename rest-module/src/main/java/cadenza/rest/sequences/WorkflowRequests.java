package cadenza.rest.sequences;

import cadenza.access.api.Caller;
import cadenza.kernel.api.Ids;
import cadenza.rest.approvals.Approvable;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.application.KeepWorkflow;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Makes rules, now or once they are approved. */
@Dependent
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
  public Class<WorkflowRequest> body() {
    return WorkflowRequest.class;
  }

  @Override
  public void check(WorkflowRequest body, Caller asker) {
    keepWorkflow.check(asker.workspaceId(), body.plan(null));
  }

  @Override
  public JsonObject perform(WorkflowRequest body, Caller asker) {
    return Json.createObjectBuilder()
        .add("workflow_id", Ids.wire("wfl", make(body, asker).id()))
        .build();
  }
}
