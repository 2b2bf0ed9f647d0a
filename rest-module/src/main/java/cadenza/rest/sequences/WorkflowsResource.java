package cadenza.rest.sequences;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.rest.approvals.ApprovalQueue;
import cadenza.rest.approvals.QueuedBody;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.LetsMailGo;
import cadenza.rest.security.SendScope;
import cadenza.sequences.api.WorkflowCard;
import cadenza.sequences.application.KeepWorkflow;
import cadenza.sequences.application.ReadWorkflows;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("workflows")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workflows", description = "Rules that start a sequence by themselves")
public class WorkflowsResource {
  @Inject WorkflowRequests requests;
  @Inject ApprovalQueue queue;
  @Inject KeepWorkflow keepWorkflow;
  @Inject ReadWorkflows readWorkflows;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.WORKFLOWS_WRITE)
  @Operation(
      summary = "Make a rule",
      description =
          "A rule enrolls a person once, however often its trigger comes. Needs the scopes"
              + " workflows:write and email:send.")
  @APIResponse(
      responseCode = "201",
      description = "The rule",
      content = @Content(schema = @Schema(implementation = WorkflowBody.class)))
  @APIResponse(
      responseCode = "202",
      description = "The token requires approval: the request waits; Location names it",
      content = @Content(schema = @Schema(implementation = QueuedBody.class)))
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response make(@NotNull @Valid WorkflowRequest body) {
    var caller = currentCaller.caller();
    SendScope.require(caller);
    if (caller.requiresApproval()) {
      return queue.ask(requests, body, caller);
    }
    var card = requests.make(body, caller);
    var answer = WorkflowBody.of(card);
    return Versions.created(uri, "workflows", answer.id(), card.version()).entity(answer).build();
  }

  @GET
  @RolesAllowed(Scopes.WORKFLOWS_READ)
  @Operation(summary = "List rules, newest first")
  @APIResponse(responseCode = "200", description = "One page of rules")
  public Listing<WorkflowBody> list(@BeanParam Paging paging) {
    return Listing.of(
        readWorkflows.list(workspace(), paging.afterId(), paging.limit()), WorkflowBody::of);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.WORKFLOWS_READ)
  @Operation(summary = "Read one rule")
  @APIResponse(
      responseCode = "200",
      description = "The rule",
      content = @Content(schema = @Schema(implementation = WorkflowBody.class)))
  @APIResponse(responseCode = "404", description = "No rule has this id")
  public Response read(@PathParam("id") String id) {
    return answer(one(id));
  }

  @PATCH
  @Path("{id}")
  @LetsMailGo
  @RolesAllowed(Scopes.WORKFLOWS_WRITE)
  @Operation(
      summary = "Change a rule; absent fields are untouched",
      description = "Needs the scopes workflows:write and email:send.")
  @APIResponse(
      responseCode = "200",
      description = "The rule as it is now",
      content = @Content(schema = @Schema(implementation = WorkflowBody.class)))
  @APIResponse(responseCode = "404", description = "No rule has this id")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid WorkflowRequest body) {
    SendScope.require(currentCaller.caller());
    var rule = one(id);
    var expected = Versions.expected(ifMatch);
    return answer(
        keepWorkflow.change(
            workspace(),
            rule.id(),
            body.plan(rule.plan()),
            expected == null ? Long.valueOf(rule.version()) : expected));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.WORKFLOWS_WRITE)
  @Operation(summary = "Remove a rule; what it has started goes on")
  @APIResponse(responseCode = "204", description = "The rule is removed")
  @APIResponse(responseCode = "404", description = "No rule has this id")
  public void remove(@PathParam("id") String id) {
    keepWorkflow.remove(workspace(), WireId.inPath("wfl", "workflow", id));
  }

  private static Response answer(WorkflowCard card) {
    return Response.ok(WorkflowBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  private WorkflowCard one(String id) {
    return readWorkflows
        .find(workspace(), WireId.inPath("wfl", "workflow", id))
        .orElseThrow(() -> new NotFound("workflow"));
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
