package cadenza.rest.idempotency;

import cadenza.access.api.CurrentCaller;
import cadenza.access.application.UseIdempotencyKey;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("requests")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests", description = "What became of a request whose answer was lost")
public class RequestsResource {
  @Inject UseIdempotencyKey useKey;
  @Inject CurrentCaller currentCaller;

  /** What is stored was answered to this very token, so it needs no scope beyond that. */
  @GET
  @Path("{key: .+}")
  @PermitAll
  @Operation(summary = "Read what a request with an Idempotency-Key was answered")
  @APIResponse(responseCode = "200", description = "The answer that a repeat would get")
  @APIResponse(
      responseCode = "404",
      description = "This token sent no such request in the last 24 hours, or it changed nothing")
  @APIResponse(responseCode = "409", description = "The request is still being answered")
  public AnsweredRequest read(
      @Parameter(description = "The Idempotency-Key of the request") @PathParam("key") String key) {
    return AnsweredRequest.of(key, useKey.lookUp(currentCaller.caller(), key));
  }
}
