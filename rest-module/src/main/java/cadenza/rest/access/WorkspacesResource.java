package cadenza.rest.access;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.access.application.OpenWorkspace;
import cadenza.kernel.api.InvalidField;
import cadenza.rest.security.LetsMailGo;
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
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("workspaces")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workspaces", description = "The tenants of an installation")
public class WorkspacesResource {
  @Inject OpenWorkspace openWorkspace;
  @Inject CurrentCaller currentCaller;

  @POST
  @LetsMailGo
  @RolesAllowed(Scopes.WORKSPACES_WRITE)
  @Operation(
      summary = "Open another workspace; its first token is shown in this answer only",
      description =
          "For the operator of the installation: the bootstrap token holds the scope, and * does"
              + " not bring it. Only the first token works in the new workspace.")
  @APIResponse(
      responseCode = "201",
      description = "The workspace and its first token",
      content = @Content(schema = @Schema(implementation = WorkspaceBody.class)))
  public Response open(@NotNull @Valid NewWorkspaceBody body) {
    var opened =
        openWorkspace.open(
            currentCaller.caller(), Objects.requireNonNullElse(body.name(), ""), zone(body.zone()));
    return Response.status(Response.Status.CREATED).entity(WorkspaceBody.of(opened)).build();
  }

  private static ZoneId zone(@Nullable String name) {
    try {
      return name == null ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      throw new InvalidField("/zone", "unknown_zone", "There is no such time zone.");
    }
  }
}
