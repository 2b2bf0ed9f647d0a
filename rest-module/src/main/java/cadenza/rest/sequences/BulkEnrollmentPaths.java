package cadenza.rest.sequences;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.rest.approvals.ApprovalQueue;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.BodyLimit;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.SendScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** What both addresses of bulk enrollment answer. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public abstract class BulkEnrollmentPaths {
  @Inject BulkEnrollmentRequests requests;
  @Inject ApprovalQueue queue;
  @Inject CurrentCaller currentCaller;

  protected BulkEnrollmentPaths() {}

  @POST
  @Idempotent
  @BodyLimit(BodyLimit.BULK)
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(
      summary = "Enroll up to 10,000 contacts in a sequence, or a whole selection",
      description =
          "Named contacts have an outcome each, in the order of the request. A label or a filter is"
              + " worked on as a job. Needs the scopes sequences:write and email:send.")
  @APIResponse(
      responseCode = "200",
      description = "What became of each",
      content = @Content(schema = @Schema(implementation = BulkOutcomeBody.class)))
  @APIResponse(
      responseCode = "202",
      description =
          "The job that enrolls them; or, where the token requires approval, queued with an"
              + " approval_id as of a single enrollment. Location names either",
      content = @Content(schema = @Schema(implementation = JobBody.class)))
  @APIResponse(responseCode = "403", description = "A scope is missing")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response enrollMany(@NotNull @Valid BulkEnrollmentBody body) {
    var caller = currentCaller.caller();
    SendScope.require(caller);
    if (caller.requiresApproval() && !Boolean.TRUE.equals(body.dryRun())) {
      return queue.ask(requests, body, caller);
    }
    var done = requests.enroll(body, caller);
    var job = done.job();
    return job == null
        ? Response.ok(done.outcome()).build()
        : Response.accepted(job).location(URI.create("jobs/" + job.id())).build();
  }
}
