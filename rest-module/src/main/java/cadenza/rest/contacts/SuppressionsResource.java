package cadenza.rest.contacts;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.contacts.application.LiftSuppression;
import cadenza.contacts.application.ReadSuppressions;
import cadenza.contacts.application.SuppressAddress;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("suppressions")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Suppressions", description = "Addresses nobody may write to")
public class SuppressionsResource {
  @Inject SuppressAddress suppressAddress;
  @Inject LiftSuppression liftSuppression;
  @Inject ReadSuppressions suppressions;
  @Inject CurrentCaller currentCaller;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.SUPPRESSIONS_WRITE)
  @Operation(summary = "Let nobody write to an address any more; queued mail to it is withdrawn")
  @APIResponse(
      responseCode = "201",
      description = "The suppression is in force",
      content = @Content(schema = @Schema(implementation = SuppressionBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "It was in force already",
      content = @Content(schema = @Schema(implementation = SuppressionBody.class)))
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response suppress(@NotNull @Valid SuppressionRequest body) {
    var saved =
        suppressAddress.suppress(
            workspace(),
            SuppressionDraft.of(
                Objects.requireNonNullElse(body.address(), ""),
                Objects.requireNonNullElse(body.reason(), "manual")));
    return Response.status(saved.created() ? Response.Status.CREATED : Response.Status.OK)
        .entity(SuppressionBody.of(saved.card()))
        .build();
  }

  @GET
  @RolesAllowed(Scopes.SUPPRESSIONS_READ)
  @Operation(summary = "List the suppressions in force, newest first")
  @APIResponse(responseCode = "200", description = "One page of suppressions")
  public Listing<SuppressionBody> list(@BeanParam Paging paging) {
    return Listing.of(
        suppressions.list(workspace(), paging.afterId(), paging.limit()), SuppressionBody::of);
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.SUPPRESSIONS_WRITE)
  @Operation(summary = "Lift a suppression, named by its id or by the address")
  @APIResponse(responseCode = "204", description = "The address may be written to again")
  @APIResponse(responseCode = "404", description = "No such suppression is in force")
  public void lift(@PathParam("id") String idOrAddress) {
    if (idOrAddress.contains("@")) {
      liftSuppression.of(workspace(), idOrAddress, grounds());
    } else {
      liftSuppression.withId(
          workspace(), WireId.inPath("sup", "suppression", idOrAddress), grounds());
    }
  }

  private LiftSuppression.Grounds grounds() {
    var caller = currentCaller.caller();
    return new LiftSuppression.Grounds(caller.kind().wire(caller.tokenId()), null);
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
