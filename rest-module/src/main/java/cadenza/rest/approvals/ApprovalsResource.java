package cadenza.rest.approvals;

import cadenza.access.api.ApprovalCard;
import cadenza.access.api.ApprovalStatus;
import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.access.application.DecideApproval;
import cadenza.access.application.ReadApprovals;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.BodyLimit;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.LetsMailGo;
import cadenza.rest.security.SendScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("approvals")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Approvals", description = "What tokens ask for that require approval")
public class ApprovalsResource {
  @Inject ReadApprovals readApprovals;
  @Inject DecideApproval decideApproval;
  @Inject ApprovalQueue queue;
  @Inject CurrentCaller currentCaller;

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.APPROVALS_READ)
  @Operation(summary = "List requests for approval, newest first")
  @APIResponse(responseCode = "200", description = "One page of approvals")
  public Listing<ApprovalBody> list(
      @BeanParam Paging paging,
      @Parameter(description = "pending, approved, refused or expired; all if absent")
          @QueryParam("status")
          @Nullable String status) {
    return Listing.of(
        readApprovals.list(
            currentCaller.caller(), status(status), paging.afterId(), paging.limit()),
        ApprovalBody::of);
  }

  private static @Nullable ApprovalStatus status(@Nullable String status) {
    if (status == null) {
      return null;
    }
    return switch (status) {
      case "pending" -> ApprovalStatus.PENDING;
      case "approved" -> ApprovalStatus.APPROVED;
      case "refused" -> ApprovalStatus.REFUSED;
      case "expired" -> ApprovalStatus.EXPIRED;
      default ->
          throw InvalidParameter.of("status", "invalid_parameter", "There is no such status.");
    };
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.APPROVALS_READ)
  @Operation(summary = "Read one request and what became of it")
  @APIResponse(
      responseCode = "200",
      description = "The approval",
      content = @Content(schema = @Schema(implementation = ApprovalBody.class)))
  @APIResponse(responseCode = "404", description = "No approval has this id")
  public Response read(@PathParam("id") String id) {
    return answer(readApprovals.read(currentCaller.caller(), idOf(id)));
  }

  @PATCH
  @Path("{id}")
  @BoundTokens
  @LetsMailGo
  @BodyLimit(BodyLimit.BULK)
  @RolesAllowed(Scopes.APPROVALS_WRITE)
  @Operation(
      summary = "Edit a request before it is approved",
      description =
          "It shows who edited it, and is approved with If-Match alone from then on. Needs the"
              + " scopes approvals:write and email:send, and the one that the asker needed.")
  @APIResponse(
      responseCode = "200",
      description = "The approval",
      content = @Content(schema = @Schema(implementation = ApprovalBody.class)))
  @APIResponse(responseCode = "404", description = "No approval has this id")
  @APIResponse(responseCode = "409", description = "It is decided, or has expired")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The request does not fit")
  public Response edit(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid ApprovalChange body) {
    var caller = currentCaller.caller();
    SendScope.require(caller);
    var opened = decideApproval.open(caller, idOf(id), Versions.expected(ifMatch));
    queue.requireScope(opened, caller);
    var edited = queue.edited(opened, Objects.requireNonNull(body.request()));
    var approval = opened.approval().id();
    decideApproval.edit(caller, approval, null, edited.request(), edited.reaches());
    return answer(readApprovals.read(caller, opened.approval().id()));
  }

  @POST
  @Path("{id}/approve")
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @LetsMailGo
  @RolesAllowed(Scopes.APPROVALS_WRITE)
  @Operation(
      summary = "Approve a request: it is done now, in the name of whoever asked",
      description =
          "A request that cannot be done is answered as it would have been, and waits on."
              + " Needs the scopes approvals:write and email:send, and the one that the asker"
              + " needed.")
  @APIResponse(
      responseCode = "200",
      description = "The approval with its result",
      content = @Content(schema = @Schema(implementation = ApprovalBody.class)))
  @APIResponse(responseCode = "404", description = "No approval has this id")
  @APIResponse(
      responseCode = "409",
      description =
          "It is decided, or has expired, or the token that asked was revoked, or a contact has"
              + " another address than when it was asked for")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "What was asked for does not fit any more")
  @APIResponse(responseCode = "428", description = "It was edited, and If-Match is missing")
  public Response approve(
      @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
    var caller = currentCaller.caller();
    SendScope.require(caller);
    var opened = decideApproval.toApprove(caller, idOf(id), Versions.expected(ifMatch));
    queue.requireScope(opened, caller);
    var result = queue.perform(opened);
    decideApproval.approved(caller, opened.approval().id(), result.toString());
    return answer(readApprovals.read(caller, opened.approval().id()));
  }

  @POST
  @Path("{id}/refuse")
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.APPROVALS_WRITE)
  @Operation(summary = "Refuse a request; whoever asked may take it back by this, too")
  @APIResponse(
      responseCode = "200",
      description = "The approval",
      content = @Content(schema = @Schema(implementation = ApprovalBody.class)))
  @APIResponse(responseCode = "404", description = "No approval has this id")
  @APIResponse(responseCode = "409", description = "It is decided, or has expired")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response refuse(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid RefusalBody body) {
    var caller = currentCaller.caller();
    var approval = idOf(id);
    decideApproval.refuse(caller, approval, Versions.expected(ifMatch), body.reason());
    return answer(readApprovals.read(caller, approval));
  }

  private Response answer(ApprovalCard card) {
    return Response.ok(queue.shown(card)).tag(Versions.tag(card.version())).build();
  }

  private static UUID idOf(String id) {
    return WireId.inPath("apr", "approval", id);
  }
}
