package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.application.ResolveUnknown;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import cadenza.rest.security.LetsMailGo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Settles what nobody but a person can settle. */
@Path("messages/{id}/resolve")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages", description = "What was said, by us and by them")
public class MessageResolutionResource {
  @Inject CurrentCaller caller;
  @Inject Conversations conversations;
  @Inject ResolveUnknown resolveUnknown;

  @POST
  @LetsMailGo
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.EMAIL_SEND)
  @Operation(summary = "Say what became of a message of unknown outcome")
  @APIResponse(responseCode = "204", description = "Settled")
  @APIResponse(
      responseCode = "409",
      description = "Its outcome is known, it was stopped, or a limit leaves no room for it now")
  public Response resolve(@PathParam("id") String id, @NotNull @Valid Resolution body) {
    var message = WireId.inPath("msg", "message", id);
    var inbox =
        conversations
            .message(caller.caller().workspaceId(), message)
            .orElseThrow(() -> new NotFound("message"))
            .senderAccountId();
    InboxBinding.require(caller.caller(), inbox, "message");
    var outcome = Objects.requireNonNull(body.outcome());
    resolveUnknown.resolve(caller.caller().workspaceId(), message, outcome);
    return Response.noContent().build();
  }
}
