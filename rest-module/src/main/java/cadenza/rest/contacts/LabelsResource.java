package cadenza.rest.contacts;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.application.DefineLabel;
import cadenza.contacts.application.ReadLabels;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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

@Path("labels")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Labels", description = "Words that contacts carry")
public class LabelsResource {
  @Inject DefineLabel defineLabel;
  @Inject ReadLabels labels;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Make a label")
  @APIResponse(
      responseCode = "201",
      description = "Created; Location names the new label",
      content = @Content(schema = @Schema(implementation = LabelBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "There was a label of this name",
      content = @Content(schema = @Schema(implementation = LabelBody.class)))
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response create(@NotNull @Valid LabelRequest body) {
    var defined = defineLabel.create(workspace(), name(body));
    var answer = LabelBody.of(defined.card());
    if (!defined.created()) {
      return Response.ok(answer).tag(Versions.tag(defined.card().version())).build();
    }
    return Versions.created(uri, "labels", answer.id(), defined.card().version())
        .entity(answer)
        .build();
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "List labels, newest first")
  @APIResponse(responseCode = "200", description = "One page of labels")
  public Listing<LabelBody> list(@BeanParam Paging paging) {
    return Listing.of(labels.list(workspace(), paging.afterId(), paging.limit()), LabelBody::of);
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "Read one label")
  @APIResponse(
      responseCode = "200",
      description = "The label",
      content = @Content(schema = @Schema(implementation = LabelBody.class)))
  @APIResponse(responseCode = "404", description = "No label has this id")
  public Response read(@PathParam("id") String id) {
    var card = labels.find(workspace(), label(id)).orElseThrow(() -> new NotFound("label"));
    return Response.ok(LabelBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  @PATCH
  @Path("{id}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Rename a label")
  @APIResponse(
      responseCode = "200",
      description = "The label as it is now",
      content = @Content(schema = @Schema(implementation = LabelBody.class)))
  @APIResponse(responseCode = "404", description = "No label has this id")
  @APIResponse(responseCode = "409", description = "Another label has this name")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response rename(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid LabelRequest body) {
    var card = defineLabel.rename(workspace(), label(id), name(body), Versions.expected(ifMatch));
    return Response.ok(LabelBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Remove a label; the contacts that carried it stay")
  @APIResponse(responseCode = "204", description = "The label is gone")
  @APIResponse(responseCode = "404", description = "No label has this id")
  public void delete(@PathParam("id") String id) {
    defineLabel.delete(workspace(), label(id));
  }

  static UUID label(String id) {
    return WireId.inPath("lbl", "label", id);
  }

  private static String name(LabelRequest body) {
    return Objects.requireNonNullElse(body.name(), "");
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }

  static String wire(UUID id) {
    return Ids.wire("lbl", id);
  }
}
