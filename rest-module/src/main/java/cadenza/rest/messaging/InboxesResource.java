package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccounts;
import cadenza.messaging.api.SenderAccounts.MailServers;
import cadenza.messaging.api.WithoutLimits;
import cadenza.messaging.application.ConnectSenderAccount;
import cadenza.messaging.application.PauseSenderAccount;
import cadenza.messaging.application.TestConnection;
import cadenza.rest.effect.OwnTransactions;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import cadenza.rest.security.LetsMailGo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Sender accounts of kind email. */
@Path("inboxes")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inboxes", description = "The mailboxes you send from and read replies in")
public class InboxesResource {
  @Inject CurrentCaller caller;
  @Inject Clocks clocks;
  @Inject SenderAccounts accounts;
  @Inject ConnectSenderAccount connectSenderAccount;
  @Inject PauseSenderAccount pauseSenderAccount;
  @Inject TestConnection testConnection;
  @Inject cadenza.rest.json.RequestBody requestBody;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.INBOXES_WRITE)
  @Operation(summary = "Connect a mailbox")
  @APIResponse(
      responseCode = "201",
      description = "Connected; Location names it",
      content = @Content(schema = @Schema(implementation = InboxBody.class)))
  @APIResponse(responseCode = "409", description = "Another inbox has this address")
  public Response connect(@NotNull @Valid NewInbox body) {
    var card = connectSenderAccount.connect(workspace(), body.plan(), without(body));
    var inbox = InboxBody.of(card, servers(card.id()), clocks.of(workspace()));
    return Versions.created(uri, "inboxes", inbox.id(), card.version()).entity(inbox).build();
  }

  /** Null is a word here: a provider's limit that does not count. */
  private WithoutLimits without(NewInbox body) {
    return new WithoutLimits(
        requestBody.isNull("daily_limit"), requestBody.isNull("minimum_gap") || body.isGapless());
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.INBOXES_READ)
  @Operation(summary = "List the mailboxes")
  @APIResponse(responseCode = "200", description = "One page")
  public Listing<InboxBody> list(@BeanParam Paging paging) {
    var page = page(paging);
    var now = clocks.of(workspace());
    return Listing.of(page, card -> InboxBody.of(card, servers(card.id()), now));
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.INBOXES_READ)
  @Operation(summary = "Read one mailbox")
  @APIResponse(
      responseCode = "200",
      description = "The mailbox, without its passwords",
      content = @Content(schema = @Schema(implementation = InboxBody.class)))
  @APIResponse(responseCode = "404", description = "No inbox has this id")
  public Response read(@PathParam("id") String id) {
    return answer(card(inbox(id)));
  }

  @PATCH
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @BoundTokens
  @RolesAllowed(Scopes.INBOXES_WRITE)
  @Operation(summary = "Change a mailbox", description = "Absent fields stay; null takes away.")
  @APIResponse(
      responseCode = "200",
      description = "Changed",
      content = @Content(schema = @Schema(implementation = InboxBody.class)))
  @APIResponse(responseCode = "412", description = "It was changed since If-Match was read")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @RequestBody(content = @Content(schema = @Schema(implementation = InboxPatch.class)))
          JsonObject body) {
    var inbox = inbox(id);
    var change = new InboxChange(body);
    return answer(
        connectSenderAccount.change(workspace(), inbox, change::of, Versions.expected(ifMatch)));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/pause")
  @Consumes(MediaType.WILDCARD)
  @BoundTokens
  @RolesAllowed(Scopes.INBOXES_WRITE)
  @Operation(summary = "Stop sending from a mailbox")
  @APIResponse(
      responseCode = "200",
      description = "Nothing begins any more",
      content = @Content(schema = @Schema(implementation = InboxBody.class)))
  public Response pause(@PathParam("id") String id) {
    return answer(pauseSenderAccount.pause(workspace(), inbox(id)));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/resume")
  @LetsMailGo
  @Consumes(MediaType.WILDCARD)
  @BoundTokens
  @RolesAllowed(Scopes.INBOXES_WRITE)
  @Operation(summary = "Let a mailbox go on sending")
  @APIResponse(
      responseCode = "200",
      description = "It sends again, within its limits",
      content = @Content(schema = @Schema(implementation = InboxBody.class)))
  public Response resume(@PathParam("id") String id) {
    return answer(pauseSenderAccount.resume(workspace(), inbox(id)));
  }

  @POST
  @Path("{id}/test")
  @OwnTransactions
  @Consumes(MediaType.WILDCARD)
  @BoundTokens
  @RolesAllowed(Scopes.INBOXES_WRITE)
  @Operation(summary = "Connect to the mailbox's servers now, and log in")
  @APIResponse(responseCode = "200", description = "How each of the two went")
  public ConnectionReportBody test(@PathParam("id") String id) {
    return ConnectionReportBody.of(testConnection.test(workspace(), inbox(id)));
  }

  /** For a token that is bound to one, the list has that one. */
  private Page<SenderAccountCard> page(Paging paging) {
    var bound = caller.caller().boundInbox();
    return bound == null
        ? accounts.list(workspace(), wire(paging.afterId()), paging.limit())
        : new Page<>(accounts.find(workspace(), bound).stream().toList(), null, paging.limit());
  }

  private static @Nullable String wire(@Nullable UUID after) {
    return WireId.wireOrNull("inb", after);
  }

  private UUID inbox(String id) {
    var inbox = WireId.inPath("inb", "inbox", id);
    InboxBinding.require(caller.caller(), inbox, "inbox");
    return inbox;
  }

  private UUID workspace() {
    return caller.caller().workspaceId();
  }

  private SenderAccountCard card(UUID id) {
    return accounts.find(workspace(), id).orElseThrow(() -> new NotFound("inbox"));
  }

  private MailServers servers(UUID id) {
    return accounts.servers(workspace(), id).orElseThrow(() -> new NotFound("inbox"));
  }

  private Response answer(SenderAccountCard card) {
    return Response.ok(InboxBody.of(card, servers(card.id()), clocks.of(workspace())))
        .tag(Versions.tag(card.version()))
        .build();
  }
}
