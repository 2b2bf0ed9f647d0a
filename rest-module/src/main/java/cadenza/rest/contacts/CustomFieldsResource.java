package cadenza.rest.contacts;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.application.DefineCustomField;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Versions;
import cadenza.rest.security.BoundTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("custom_fields")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(
    name = "Custom fields",
    description = "What you want to know of contacts beyond what every contact has")
public class CustomFieldsResource {
  private static final int MOST = 200;

  @Inject DefineCustomField defineCustomField;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Make a custom field")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = CustomFieldBody.class)))
  @APIResponse(
      responseCode = "409",
      description = "The key or the title is taken, or there are 200 fields")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response create(@NotNull @Valid NewCustomField body) {
    var card =
        defineCustomField.create(
            workspace(),
            Objects.requireNonNullElse(body.key(), ""),
            Objects.requireNonNullElse(body.title(), ""),
            Objects.requireNonNullElse(body.type(), "text"));
    return Versions.created(uri, "custom_fields", card.key(), card.version())
        .entity(CustomFieldBody.of(card))
        .build();
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "List the custom fields, by their keys; there are 200 at most")
  @APIResponse(responseCode = "200", description = "All custom fields")
  public Listing<CustomFieldBody> list() {
    var all = defineCustomField.all(workspace()).stream().map(CustomFieldBody::of).toList();
    return new Listing<>(all, null, MOST);
  }

  @PATCH
  @Path("{key}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Give a custom field another title")
  @APIResponse(
      responseCode = "200",
      description = "The custom field as it is now",
      content = @Content(schema = @Schema(implementation = CustomFieldBody.class)))
  @APIResponse(responseCode = "404", description = "No custom field has this key")
  @APIResponse(responseCode = "409", description = "Another custom field has this title")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response rename(
      @PathParam("key") String key,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid CustomFieldChange body) {
    var card =
        defineCustomField.rename(
            workspace(),
            key,
            Objects.requireNonNullElse(body.title(), ""),
            Versions.expected(ifMatch));
    return Response.ok(CustomFieldBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
