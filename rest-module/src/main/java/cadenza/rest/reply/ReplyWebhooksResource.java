package cadenza.rest.reply;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.BorrowedInterface;
import cadenza.rest.json.InvalidParameter;
import cadenza.webhooks.api.DeliveryLog;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.api.EndpointBook;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointPlan;
import cadenza.webhooks.application.Formats;
import cadenza.webhooks.application.ManageEndpoints;
import cadenza.webhooks.application.SendAgain;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Reply.io's subscriptions; see {@link ReplyPaths} for where they are asked for. */
@ReplyAddress
@BorrowedInterface
@Path(ReplyPaths.INSIDE + "/webhooks")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reply.io", description = "Webhooks as callers of Reply.io manage them")
public class ReplyWebhooksResource {
  private static final int MOST = 100;
  private static final String TOP = "At most so many: 1 to 100, 25 if absent";
  private static final String WHAT = "webhook";

  @Inject ManageEndpoints manageEndpoints;
  @Inject SendAgain sendAgain;
  @Inject EndpointBook book;
  @Inject DeliveryLog log;
  @Inject Formats formats;
  @Inject CurrentCaller currentCaller;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(summary = "Subscribe to one type of event")
  @APIResponse(
      responseCode = "201",
      description = "The subscription; Location names it",
      content = @Content(schema = @Schema(implementation = ReplyWebhookBody.class)))
  @APIResponse(responseCode = "400", description = "The URL, the event type or the scope is wrong")
  public Response create(@NotNull ReplyWebhookRequest body) {
    var opened = ReplyRefusal.saying(() -> manageEndpoints.open(workspace(), body.plan()));
    var webhook = ReplyWebhookBody.of(opened.endpoint());
    return Response.status(Response.Status.CREATED)
        .location(URI.create(ReplyPaths.ROOT + "/webhooks/" + webhook.id()))
        .entity(webhook)
        .build();
  }

  @GET
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "List the subscriptions")
  @APIResponse(responseCode = "200", description = "A part of the list")
  public ReplyItems<ReplyWebhookBody> list(
      @Parameter(description = TOP) @QueryParam("top") @DefaultValue("25") String top,
      @Parameter(description = "How many to leave out") @QueryParam("skip") @DefaultValue("0")
          String skip) {
    int most = top(top);
    return ReplyItems.of(
        book.inFormat(workspace(), ReplyWebhookRequest.FORMAT, skip(skip), most + 1),
        most,
        ReplyWebhookBody::of);
  }

  @GET
  @Path("events")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "List the types of events")
  @APIResponse(responseCode = "200", description = "All of them, in Reply.io's words")
  public List<String> events() {
    return formats.of(ReplyWebhookRequest.FORMAT).types();
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "Read one subscription")
  @APIResponse(responseCode = "200", description = "The subscription")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public ReplyWebhookBody read(@PathParam("id") String id) {
    return ReplyWebhookBody.of(webhook(id));
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(summary = "Replace a subscription; scope and enabled stay where they are not said")
  @APIResponse(responseCode = "200", description = "The subscription as it is now")
  @APIResponse(responseCode = "400", description = "The URL, the event type or the scope is wrong")
  @APIResponse(responseCode = "409", description = "Another request changes it")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public ReplyWebhookBody replace(@PathParam("id") String id, @NotNull ReplyWebhookRequest body) {
    var webhook = webhook(id);
    var scope = ReplyWebhookBody.of(webhook).scope();
    return ReplyRefusal.saying(() -> ReplyWebhookBody.of(change(webhook, body.replacing(scope))));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(summary = "End a subscription")
  @APIResponse(responseCode = "204", description = "Nothing is sent to it any more")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public void delete(@PathParam("id") String id) {
    manageEndpoints.delete(workspace(), webhook(id).id());
  }

  @POST
  @Path("{id}/enable")
  @Consumes(MediaType.WILDCARD)
  @Idempotent
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Parameter(ref = "Idempotency-Key")
  @Operation(summary = "Switch a subscription on")
  @APIResponse(responseCode = "204", description = "It is on, as it may have been")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public void enable(@PathParam("id") String id) {
    turn(id, true);
  }

  @POST
  @Path("{id}/disable")
  @Consumes(MediaType.WILDCARD)
  @Idempotent
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Parameter(ref = "Idempotency-Key")
  @Operation(summary = "Switch a subscription off")
  @APIResponse(responseCode = "204", description = "It is off, as it may have been")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public void disable(@PathParam("id") String id) {
    turn(id, false);
  }

  private void turn(String id, boolean enabled) {
    var webhook = webhook(id);
    if (webhook.status().equals("ENABLED") != enabled) {
      change(webhook, new EndpointPlan(null, null, null, null, null, enabled));
    }
  }

  @POST
  @Path("{id}/test")
  @Consumes(MediaType.WILDCARD)
  @Idempotent
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Parameter(ref = "Idempotency-Key")
  @Operation(summary = "Send a sample")
  @APIResponse(responseCode = "204", description = "It is on its way; the logs tell of it")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public void test(@PathParam("id") String id) {
    sendAgain.sample(workspace(), webhook(id).id(), /* type= */ null);
  }

  @GET
  @Path("{id}/logs")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "List the deliveries of a subscription, newest first")
  @APIResponse(responseCode = "200", description = "A part of the list")
  @APIResponse(responseCode = "404", description = "No subscription has this number")
  public ReplyItems<ReplyLogBody> logs(
      @PathParam("id") String id,
      @Parameter(description = TOP) @QueryParam("top") @DefaultValue("25") String top) {
    int most = top(top);
    var webhook = webhook(id);
    var page =
        log.list(
            workspace(), new DeliveryLog.Filter(webhook.id(), null, null), /* after= */ null, most);
    var last =
        log.lastAttempts(workspace(), page.results().stream().map(DeliveryCard::id).toList());
    return new ReplyItems<>(
        page.results().stream()
            .map(card -> ReplyLogBody.of(card, last.get(card.id()), webhook.number()))
            .toList(),
        page.next() != null);
  }

  private EndpointCard change(EndpointCard webhook, EndpointPlan plan) {
    return manageEndpoints.change(workspace(), webhook.id(), plan, /* version= */ null);
  }

  private EndpointCard webhook(String id) {
    return id.matches("[1-9][0-9]{0,8}")
        ? book.numbered(workspace(), ReplyWebhookRequest.FORMAT, Integer.parseInt(id))
            .orElseThrow(() -> new NotFound(WHAT))
        : notThere();
  }

  private static EndpointCard notThere() {
    throw new NotFound(WHAT);
  }

  private static int top(String top) {
    int most = top.matches("[0-9]{1,3}") ? Integer.parseInt(top) : 0;
    if (most < 1 || most > MOST) {
      throw InvalidParameter.of("top", "out_of_range", "1 to 100.");
    }
    return most;
  }

  private static int skip(String skip) {
    if (!skip.matches("[0-9]{1,9}")) {
      throw InvalidParameter.of("skip", "out_of_range", "0 or more.");
    }
    return Integer.parseInt(skip);
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
