package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.messaging.api.MailSettingsCard;
import cadenza.messaging.application.DecideMailSettings;
import cadenza.rest.json.Versions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("mail_settings")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mail settings", description = "What holds for all mail of the workspace")
public class MailSettingsResource {
  @Inject DecideMailSettings decideMailSettings;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.INBOXES_READ)
  @Operation(summary = "Read what holds for all mail of the workspace")
  @APIResponse(
      responseCode = "200",
      description = "The settings",
      content = @Content(schema = @Schema(implementation = MailSettingsBody.class)))
  public Response read() {
    return answer(decideMailSettings.read(workspace()));
  }

  @PATCH
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @RolesAllowed(Scopes.INBOXES_WRITE)
  @Operation(
      summary = "Change what holds for all mail of the workspace",
      description =
          "Absent fields stay; null takes a limit away. A limit holds for what is queued from then"
              + " on, and counts what was sent before.")
  @APIResponse(
      responseCode = "200",
      description = "The settings as they are now, from the next mail on",
      content = @Content(schema = @Schema(implementation = MailSettingsBody.class)))
  @APIResponse(responseCode = "412", description = "They were changed since the ETag in If-Match")
  public Response change(
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull
          @RequestBody(
              content = @Content(schema = @Schema(implementation = MailSettingsPatch.class)))
          JsonObject body) {
    var change = new MailSettingsChange(body);
    return answer(decideMailSettings.change(workspace(), change::of, Versions.expected(ifMatch)));
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }

  private static Response answer(MailSettingsCard card) {
    return Response.ok(MailSettingsBody.of(card)).tag(Versions.tag(card.version())).build();
  }
}
