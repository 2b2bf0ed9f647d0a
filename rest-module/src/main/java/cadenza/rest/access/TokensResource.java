package cadenza.rest.access;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.access.application.IssueToken;
import cadenza.access.application.ListTokens;
import cadenza.access.application.RevokeToken;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.SenderAccounts;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("tokens")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tokens", description = "What lets programs in, with scopes and an end")
public class TokensResource {
  @Inject IssueToken issueToken;
  @Inject ListTokens listTokens;
  @Inject RevokeToken revokeToken;
  @Inject SenderAccounts senderAccounts;
  @Inject CurrentCaller currentCaller;

  @POST
  @BoundTokens
  @RolesAllowed(Scopes.TOKENS_WRITE)
  @Operation(summary = "Make a token; its value is shown in this answer only")
  @APIResponse(
      responseCode = "201",
      description = "The token and its value",
      content = @Content(schema = @Schema(implementation = TokenBody.class)))
  @APIResponse(responseCode = "403", description = "The caller does not hold one of the scopes")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response issue(@NotNull @Valid NewTokenBody body) {
    var inbox = WireId.inBodyOrNull("inb", "/inbox_id", body.inboxId());
    if (inbox != null
        && senderAccounts.find(currentCaller.caller().workspaceId(), inbox).isEmpty()) {
      throw new InvalidField("/inbox_id", "unknown_id", "No inbox has this id.");
    }
    var made =
        issueToken.issue(
            currentCaller.caller(),
            Objects.requireNonNullElse(body.label(), ""),
            Objects.requireNonNullElse(body.scopes(), List.of()),
            inbox,
            body.expiresAt(),
            body.requestsPerSecond(),
            Boolean.TRUE.equals(body.requiresApproval()));
    return Response.status(Response.Status.CREATED)
        .entity(TokenBody.of(made.card(), made.value()))
        .build();
  }

  @GET
  @RolesAllowed(Scopes.TOKENS_READ)
  @Operation(summary = "List the tokens that are not revoked, newest first")
  @APIResponse(responseCode = "200", description = "One page of tokens, without their values")
  public Listing<TokenBody> list(@BeanParam Paging paging) {
    var page =
        listTokens.list(currentCaller.caller().workspaceId(), paging.afterId(), paging.limit());
    return Listing.of(page, card -> TokenBody.of(card, null));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.TOKENS_WRITE)
  @Operation(summary = "Revoke a token and all that were made with it, effective at once")
  @APIResponse(responseCode = "204", description = "The token is revoked")
  @APIResponse(responseCode = "404", description = "No token has this id")
  @APIResponse(
      responseCode = "409",
      description = "No token that can make tokens would be left, or none that opens workspaces")
  public void revoke(
      @PathParam("id") String id,
      @Parameter(
              description =
                  "false: what was made with it stays valid. The token that asks always does,"
                      + " unless it is the one revoked")
          @QueryParam("cascade")
          @Nullable String cascade) {
    revokeToken.revoke(
        currentCaller.caller(), WireId.inPath("tok", "token", id), isCascade(cascade));
  }

  private static boolean isCascade(@Nullable String cascade) {
    if (cascade == null || cascade.equals("true")) {
      return true;
    }
    if (cascade.equals("false")) {
      return false;
    }
    throw InvalidParameter.of("cascade", "invalid_parameter", "This is true or false.");
  }
}
