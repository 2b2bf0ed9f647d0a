package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.rest.json.WireId;
import cadenza.webhooks.api.EndpointBook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far it is with what a person asked to be sent again. */
@Path("webhook_endpoints/{id}/resending")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookResendingResource {
  @Inject EndpointBook book;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "Read how far the last recovery or replay for an endpoint is")
  @APIResponse(responseCode = "200", description = "What is or was sent again")
  @APIResponse(
      responseCode = "404",
      description = "No endpoint has this id, or nothing was ever sent to it again")
  public ResendingBody read(@PathParam("id") String id) {
    var workspace = currentCaller.caller().workspaceId();
    var endpoint = WireId.inPath("whe", "webhook endpoint", id);
    return book.find(workspace, endpoint)
        .flatMap(found -> book.resending(workspace, found.id()))
        .map(ResendingBody::of)
        .orElseThrow(() -> new NotFound("webhook resending"));
  }
}
