package cadenza.rest.access;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Role;
import cadenza.access.api.Scopes;
import cadenza.access.api.UserCard;
import cadenza.access.application.ManageUsers;
import cadenza.access.application.Passwords;
import cadenza.kernel.api.InvalidField;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Revalidated;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
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
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("users")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users", description = "The people of the workspace, each with a role")
public class UsersResource {
  @Inject ManageUsers manageUsers;
  @Inject Passwords passwords;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.USERS_WRITE)
  @Operation(summary = "Add a person, with a password to tell him or without one yet")
  @APIResponse(
      responseCode = "201",
      description = "The user",
      content = @Content(schema = @Schema(implementation = UserBody.class)))
  @APIResponse(responseCode = "409", description = "Another user has this address")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response add(@NotNull @Valid NewUserBody body) {
    var role = body.role() == null ? Role.MEMBER : role(body.role());
    var card =
        manageUsers.add(
            currentCaller.caller(),
            Objects.requireNonNullElse(body.name(), ""),
            Objects.requireNonNullElse(body.email(), ""),
            role,
            stretched(body.password()));
    var user = UserBody.of(card);
    return Versions.created(uri, "users", user.id(), card.version()).entity(user).build();
  }

  @GET
  @RolesAllowed(Scopes.USERS_READ)
  @Operation(summary = "List the users, newest first")
  @APIResponse(responseCode = "200", description = "One page of users")
  public Listing<UserBody> list(@BeanParam Paging paging) {
    var page =
        manageUsers.list(currentCaller.caller().workspaceId(), paging.afterId(), paging.limit());
    return Listing.of(page, UserBody::of);
  }

  @GET
  @Path("{id}")
  @Revalidated
  @RolesAllowed(Scopes.USERS_READ)
  @Operation(summary = "Read one user")
  @APIResponse(
      responseCode = "200",
      description = "The user",
      content = @Content(schema = @Schema(implementation = UserBody.class)))
  @APIResponse(responseCode = "404", description = "No user has this id")
  public Response read(@PathParam("id") String id) {
    return answer(manageUsers.read(currentCaller.caller().workspaceId(), user(id)));
  }

  @PATCH
  @Path("{id}")
  @RolesAllowed(Scopes.USERS_WRITE)
  @Operation(
      summary =
          "Change a user; a new password ends his sessions and tokens, a lesser role his tokens")
  @APIResponse(
      responseCode = "200",
      description = "The user as he is now",
      content = @Content(schema = @Schema(implementation = UserBody.class)))
  @APIResponse(responseCode = "404", description = "No user has this id")
  @APIResponse(
      responseCode = "409",
      description = "Another request was faster, or no way into the workspace would be left")
  @APIResponse(responseCode = "412", description = "He was changed since If-Match was read")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid UserChange body) {
    return answer(
        manageUsers.change(
            currentCaller.caller(),
            user(id),
            Versions.expected(ifMatch),
            body.name(),
            body.role() == null ? null : role(body.role()),
            stretched(body.password())));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.USERS_WRITE)
  @Operation(summary = "Remove a user, his sessions and the tokens that he made")
  @APIResponse(responseCode = "204", description = "He is gone")
  @APIResponse(responseCode = "404", description = "No user has this id")
  @APIResponse(
      responseCode = "409",
      description = "With him would go the last way into the workspace")
  public void remove(@PathParam("id") String id) {
    manageUsers.remove(currentCaller.caller(), user(id));
  }

  private @Nullable String stretched(@Nullable String password) {
    return password == null ? null : passwords.stretch(password);
  }

  private static Response answer(UserCard card) {
    return Response.ok(UserBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  private static UUID user(String id) {
    return WireId.inPath("usr", "user", id);
  }

  private static Role role(String name) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidField("/role", "unknown_role", "A role is admin, member or viewer."));
  }
}
