package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.messaging.application.DefineThreadCategory;
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

@Path("thread_categories")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Thread categories", description = "What people may make of answers")
public class ThreadCategoriesResource {
  /** Those that every workspace has, and 100 of its own. */
  private static final int MOST = 200;

  @Inject DefineThreadCategory defineThreadCategory;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.MESSAGES_WRITE)
  @Operation(summary = "Make a category for conversations")
  @APIResponse(
      responseCode = "201",
      description = "Created",
      content = @Content(schema = @Schema(implementation = ThreadCategoryBody.class)))
  @APIResponse(
      responseCode = "409",
      description = "The key or the title is taken, or the workspace has 100 of its own")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response create(@NotNull @Valid NewThreadCategory body) {
    var card =
        defineThreadCategory.create(
            workspace(),
            Objects.requireNonNullElse(body.key(), ""),
            Objects.requireNonNullElse(body.title(), ""));
    return Versions.created(uri, "thread_categories", card.key(), card.version())
        .entity(ThreadCategoryBody.of(card))
        .build();
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(
      summary = "List the categories of conversations",
      description = "Those that every workspace has first, then its own by their keys.")
  @APIResponse(responseCode = "200", description = "All categories")
  public Listing<ThreadCategoryBody> list() {
    var all = defineThreadCategory.all(workspace()).stream().map(ThreadCategoryBody::of).toList();
    return new Listing<>(all, null, MOST);
  }

  @PATCH
  @Path("{key}")
  @RolesAllowed(Scopes.MESSAGES_WRITE)
  @Operation(summary = "Give a category another title")
  @APIResponse(
      responseCode = "200",
      description = "The category as it is now",
      content = @Content(schema = @Schema(implementation = ThreadCategoryBody.class)))
  @APIResponse(responseCode = "404", description = "No category has this key")
  @APIResponse(
      responseCode = "409",
      description = "Another category has this title, or every workspace has this one")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response rename(
      @PathParam("key") String key,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid ThreadCategoryChange body) {
    var card =
        defineThreadCategory.rename(
            workspace(),
            key,
            Objects.requireNonNullElse(body.title(), ""),
            Versions.expected(ifMatch));
    return Response.ok(ThreadCategoryBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  @DELETE
  @Path("{key}")
  @RolesAllowed(Scopes.MESSAGES_WRITE)
  @Operation(summary = "Remove a category that no conversation has")
  @APIResponse(responseCode = "204", description = "Removed")
  @APIResponse(responseCode = "404", description = "No category has this key")
  @APIResponse(responseCode = "409", description = "Conversations have it, or every workspace has")
  public Response remove(@PathParam("key") String key) {
    defineThreadCategory.remove(workspace(), key);
    return Response.noContent().build();
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
