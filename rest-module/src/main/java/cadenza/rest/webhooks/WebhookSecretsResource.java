package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.rest.json.WireId;
import cadenza.webhooks.application.ManageEndpoints;
import cadenza.webhooks.application.RotateSecret;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What requests to an endpoint are signed with. */
@Path("webhook_endpoints/{id}/secret")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookSecretsResource {
  @Inject ManageEndpoints manageEndpoints;
  @Inject RotateSecret rotateSecret;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(summary = "Read the secret of an endpoint")
  @APIResponse(responseCode = "200", description = "The secret")
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  public SecretBody read(@PathParam("id") String id) {
    return new SecretBody(manageEndpoints.secret(workspace(), endpoint(id)));
  }

  @POST
  @Path("rotate")
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(
      summary = "Replace the secret of an endpoint",
      description =
          "While the grace lasts, each request is signed by the former secret too, newest first.")
  @APIResponse(responseCode = "200", description = "The new secret")
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  @APIResponse(responseCode = "409", description = "Ten former secrets sign still")
  @APIResponse(responseCode = "422", description = "The format takes no such secret")
  public RotatedBody rotate(@PathParam("id") String id, @NotNull @Valid RotationRequest body) {
    return RotatedBody.of(
        rotateSecret.rotate(workspace(), endpoint(id), body.secret(), grace(body.grace())));
  }

  @GET
  @Path("public_key")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "Read the public key that asymmetric signatures are checked by")
  @APIResponse(responseCode = "200", description = "The key")
  @APIResponse(
      responseCode = "404",
      description = "No endpoint has this id, or its signatures are not asymmetric")
  public PublicKeyBody publicKey(@PathParam("id") String id) {
    return manageEndpoints
        .publicKey(workspace(), endpoint(id))
        .map(PublicKeyBody::new)
        .orElseThrow(() -> new NotFound("public key"));
  }

  private static Duration grace(@Nullable String iso) {
    if (iso == null) {
      return RotateSecret.USUAL_GRACE;
    }
    try {
      return Duration.parse(iso);
    } catch (DateTimeException | ArithmeticException malformed) {
      throw new InvalidField("/grace", "An ISO 8601 duration such as PT24H.");
    }
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }

  private static UUID endpoint(String id) {
    return WireId.inPath("whe", "webhook endpoint", id);
  }
}
