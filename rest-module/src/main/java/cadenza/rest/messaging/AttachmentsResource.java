package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.messaging.application.ReadConversations;
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
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("messages/{id}/attachments/{attachment_id}")
@ApplicationScoped
@Tag(name = "Messages", description = "What was said, in either direction")
public class AttachmentsResource {
  private static final String BYTES = "application/octet-stream";

  @Inject ReadConversations conversations;
  @Inject CurrentCaller currentCaller;

  @GET
  @Produces(BYTES)
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(
      summary = "Download a file that came with a mail",
      description =
          "As it came: nobody has looked for viruses in it. What the list does not call kept is not"
              + " there.")
  @APIResponse(
      responseCode = "200",
      description = "The file, to be saved and not to be shown",
      content =
          @Content(
              mediaType = BYTES,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(responseCode = "404", description = "There is no such file, or it was not kept")
  public Response download(
      @PathParam("id") String id, @PathParam("attachment_id") String attachmentId) {
    var caller = currentCaller.caller();
    var workspace = caller.workspaceId();
    var message =
        conversations
            .message(workspace, WireId.inPath("msg", "message", id))
            .filter(card -> InboxBinding.covers(caller, card.senderAccountId()))
            .orElseThrow(() -> new NotFound("message"));
    var wanted = WireId.inPath("att", "attachment", attachmentId);
    var file =
        message.attachments().stream()
            .filter(one -> one.id().equals(wanted) && one.kept())
            .findFirst()
            .orElseThrow(() -> new NotFound("attachment"));
    return conversations
        .attachment(workspace, message.id(), wanted)
        .map(content -> FileAnswer.of(file.name(), content))
        .orElseThrow(() -> new NotFound("attachment"));
  }
}
