package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.application.CountedLinks;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
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

@Path("messages/{id}")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages", description = "What was said, in either direction")
public class MessagesResource {
  @Inject Conversations conversations;
  @Inject CountedLinks countedLinks;
  @Inject CurrentCaller currentCaller;

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(summary = "Read one message")
  @APIResponse(responseCode = "200", description = "The message")
  @APIResponse(responseCode = "404", description = "No message has this id")
  public MessageBody read(@PathParam("id") String id) {
    var caller = currentCaller.caller();
    return conversations
        .message(caller.workspaceId(), WireId.inPath("msg", "message", id))
        .filter(card -> InboxBinding.covers(caller, card.senderAccountId()))
        .map(card -> MessageBody.of(card, countedLinks.of(card)))
        .orElseThrow(() -> new NotFound("message"));
  }
}
