package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Page;
import cadenza.messaging.api.UnmatchedCard;
import cadenza.messaging.application.MatchUnmatched;
import cadenza.rest.idempotency.Idempotent;
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
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("inbox/unmatched")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inbox", description = "Mail of which nobody knows what it answers")
public class UnmatchedResource {
  @Inject MatchUnmatched matchUnmatched;
  @Inject CurrentCaller currentCaller;

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(
      summary = "List the mail of which nobody knows what it answers, the newest first",
      description =
          "What a person wrote from an address that no contact has, bounces and complaints. Nothing"
              + " is guessed: whoever knows matches it, or dismisses it.")
  @APIResponse(responseCode = "200", description = "One page of what waits")
  @APIResponse(responseCode = "400", description = "An id is malformed")
  public Listing<UnmatchedBody> list(
      @QueryParam("inbox_id") @Parameter(description = "only what came to this inbox")
          @Nullable String inboxId,
      @BeanParam Paging paging) {
    var caller = currentCaller.caller();
    var asked =
        inboxId == null || inboxId.isEmpty() ? null : WireId.inQuery("inb", "inbox_id", inboxId);
    var bound = caller.boundInbox();
    if (bound != null && asked != null && !bound.equals(asked)) {
      return Listing.of(
          new Page<UnmatchedCard>(List.of(), null, paging.limit()), UnmatchedBody::of);
    }
    return Listing.of(
        matchUnmatched.list(
            caller.workspaceId(), bound == null ? asked : bound, paging.afterId(), paging.limit()),
        UnmatchedBody::of);
  }

  @POST
  @Path("{id}/match")
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_WRITE)
  @Operation(
      summary = "Say whose mail it is, or what it answers",
      description =
          "What would have followed at its arrival follows now: a reply stops the enrollment, a"
              + " bounce ends it. The same match once more changes nothing.")
  @APIResponse(responseCode = "200", description = "Matched")
  @APIResponse(responseCode = "404", description = "No such mail waits or has waited")
  @APIResponse(responseCode = "409", description = "It was dismissed, or matched otherwise")
  @APIResponse(responseCode = "422", description = "There is no such contact or conversation")
  public UnmatchedBody match(@PathParam("id") String id, @NotNull @Valid MatchBody body) {
    var caller = currentCaller.caller();
    return UnmatchedBody.of(
        matchUnmatched.match(
            caller.workspaceId(), message(id), caller.boundInbox(), body.target()));
  }

  @POST
  @Path("{id}/dismiss")
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Consumes(MediaType.WILDCARD)
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_WRITE)
  @Operation(summary = "Say that nobody needs to know")
  @APIResponse(responseCode = "200", description = "It waits no more; its thread stays")
  @APIResponse(responseCode = "404", description = "No such mail waits or has waited")
  @APIResponse(responseCode = "409", description = "It has been matched")
  public UnmatchedBody dismiss(@PathParam("id") String id) {
    var caller = currentCaller.caller();
    return UnmatchedBody.of(
        matchUnmatched.dismiss(caller.workspaceId(), message(id), caller.boundInbox()));
  }

  private static UUID message(String id) {
    return WireId.inPath("msg", "unmatched mail", id);
  }
}
