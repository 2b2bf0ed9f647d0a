package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.messaging.application.KeepBlob;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.BodyLimit;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.security.BoundTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("blobs")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Messages", description = "What was said, in either direction")
public class BlobsResource {
  private static final String BYTES = "application/octet-stream";

  @Inject KeepBlob keepBlob;
  @Inject CurrentCaller currentCaller;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Consumes(BYTES)
  @BodyLimit(BodyLimit.FILE)
  @BoundTokens
  @RolesAllowed(Scopes.EMAIL_SEND)
  @Operation(
      summary = "Upload a file to attach to a message",
      description =
          "Its bytes as they are, 5 MiB at most, whatever type they have. It waits for a week; a"
              + " workspace may have 100 MiB waiting.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = BYTES,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  @APIResponse(
      responseCode = "201",
      description = "Kept; its id goes into a message's attachments",
      content = @Content(schema = @Schema(implementation = BlobBody.class)))
  @APIResponse(responseCode = "409", description = "Too much is waiting to be attached")
  @APIResponse(responseCode = "413", description = "The file is too large")
  @APIResponse(responseCode = "422", description = "The file is empty")
  public Response upload(
      @Parameter(description = "of the file, as its recipient sees it; without a path")
          @QueryParam("name")
          @DefaultValue("attachment")
          String name,
      @Parameter(description = "its media type, without parameters")
          @QueryParam("content_type")
          @DefaultValue(BYTES)
          String contentType,
      byte[] content) {
    if (!KeepBlob.isName(name)) {
      throw InvalidParameter.of(
          "name", "invalid_name", "A file name of 1 to 200 characters, without a path.");
    }
    if (!KeepBlob.isMediaType(contentType)) {
      throw InvalidParameter.of(
          "content_type", "invalid_type", "A media type without parameters: application/pdf.");
    }
    var kept = keepBlob.keep(currentCaller.caller().workspaceId(), name, contentType, content);
    return Response.status(Response.Status.CREATED).entity(BlobBody.of(kept)).build();
  }
}
