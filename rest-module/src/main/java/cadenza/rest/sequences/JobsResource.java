package cadenza.rest.sequences;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import cadenza.sequences.api.JobCard;
import cadenza.sequences.application.CancelJob;
import cadenza.sequences.application.ReadJobs;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("jobs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Jobs", description = "What is too large for one request and goes on by itself")
public class JobsResource {
  @Inject ReadJobs readJobs;
  @Inject CancelJob cancelJob;
  @Inject CurrentCaller currentCaller;

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_READ)
  @Operation(summary = "Tell how far a job has come")
  @APIResponse(responseCode = "200", description = "The job")
  @APIResponse(responseCode = "404", description = "No job has this id")
  public JobBody read(@PathParam("id") String id) {
    return JobBody.of(one(id));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/cancel")
  @BoundTokens
  @RolesAllowed(Scopes.SEQUENCES_WRITE)
  @Operation(summary = "Stop a job after the batch it is at; what it has enrolled stays")
  @APIResponse(responseCode = "200", description = "The job")
  @APIResponse(responseCode = "404", description = "No job has this id")
  @APIResponse(responseCode = "409", description = "The job is over")
  public JobBody cancel(@PathParam("id") String id) {
    return JobBody.of(cancelJob.cancel(currentCaller.caller().workspaceId(), one(id).id()));
  }

  private JobCard one(String id) {
    var caller = currentCaller.caller();
    return readJobs
        .find(caller.workspaceId(), WireId.inPath("job", "job", id))
        .filter(card -> InboxBinding.covers(caller, card.senderAccountId()))
        .orElseThrow(() -> new NotFound("job"));
  }
}
