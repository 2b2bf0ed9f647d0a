package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.rest.approvals.ApprovalQueue;
import cadenza.rest.approvals.QueuedBody;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.security.BoundTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("messages")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages", description = "What was said, in either direction")
public class NewMessagesResource {
  @Inject MessageRequests requests;
  @Inject ApprovalQueue queue;
  @Inject CurrentCaller currentCaller;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.EMAIL_SEND)
  @Operation(
      summary = "Answer in a conversation, or open one",
      description =
          "It counts against the limits of its inbox and is told as message.sent once it has left.")
  @APIResponse(
      responseCode = "201",
      description = "Queued; Location names the message",
      content = @Content(schema = @Schema(implementation = WrittenBody.class)))
  @APIResponse(
      responseCode = "202",
      description = "The token requires approval: the request waits; Location names it",
      content = @Content(schema = @Schema(implementation = QueuedBody.class)))
  @APIResponse(responseCode = "409", description = "The inbox is paused, or has sent its limit")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response write(@NotNull @Valid NewMessageBody body) {
    var caller = currentCaller.caller();
    if (caller.requiresApproval()) {
      return queue.ask(requests, body, caller);
    }
    var written = requests.write(body, caller);
    return Response.created(URI.create("messages/" + written.messageId())).entity(written).build();
  }
}
