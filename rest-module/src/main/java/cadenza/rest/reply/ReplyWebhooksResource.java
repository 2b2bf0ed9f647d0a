package cadenza.rest.reply;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
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
import jakarta.enterprise.context.RequestScoped;
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

/** Reply.io's subscriptions; see {@link ReplyPaths} for where they are asked for. */
@Path(ReplyPaths.INSIDE + "/webhooks")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ReplyWebhooksResource {
  private static final int MOST = 100;
  private static final String WHAT = "webhook";

  @Inject ManageEndpoints manageEndpoints;
  @Inject SendAgain sendAgain;
  @Inject EndpointBook book;
  @Inject DeliveryLog log;
  @Inject Formats formats;
  @Inject CurrentCaller currentCaller;

  @POST
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(hidden = true)
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
  @Operation(hidden = true)
  public ReplyItems<ReplyWebhookBody> list(
      @QueryParam("top") @DefaultValue("25") int top,
      @QueryParam("skip") @DefaultValue("0") int skip) {
    requirePart(top, skip);
    return ReplyItems.of(
        book.inFormat(workspace(), ReplyWebhookRequest.FORMAT, skip, top + 1),
        top,
        ReplyWebhookBody::of);
  }

  @GET
  @Path("events")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(hidden = true)
  public List<String> events() {
    return formats.of(ReplyWebhookRequest.FORMAT).types();
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(hidden = true)
  public ReplyWebhookBody read(@PathParam("id") String id) {
    return ReplyWebhookBody.of(webhook(id));
  }

  @PUT
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(hidden = true)
  public ReplyWebhookBody replace(@PathParam("id") String id, @NotNull ReplyWebhookRequest body) {
    var webhook = webhook(id);
    var scope = ReplyWebhookBody.of(webhook).scope();
    return ReplyRefusal.saying(() -> ReplyWebhookBody.of(change(webhook, body.replacing(scope))));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(hidden = true)
  public void delete(@PathParam("id") String id) {
    manageEndpoints.delete(workspace(), webhook(id).id());
  }

  @POST
  @Path("{id}/enable")
  @Consumes(MediaType.WILDCARD)
  @Idempotent
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(hidden = true)
  public void enable(@PathParam("id") String id) {
    turn(id, true);
  }

  @POST
  @Path("{id}/disable")
  @Consumes(MediaType.WILDCARD)
  @Idempotent
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(hidden = true)
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
  @Operation(hidden = true)
  public void test(@PathParam("id") String id) {
    sendAgain.sample(workspace(), webhook(id).id(), /* type= */ null);
  }

  @GET
  @Path("{id}/logs")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(hidden = true)
  public ReplyItems<ReplyLogBody> logs(
      @PathParam("id") String id, @QueryParam("top") @DefaultValue("25") int top) {
    requirePart(top, 0);
    var webhook = webhook(id);
    var page =
        log.list(
            workspace(), new DeliveryLog.Filter(webhook.id(), null, null), /* after= */ null, top);
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

  private static void requirePart(int top, int skip) {
    if (top < 1 || top > MOST) {
      throw InvalidParameter.of("top", "out_of_range", "1 to 100.");
    }
    if (skip < 0) {
      throw InvalidParameter.of("skip", "out_of_range", "0 or more.");
    }
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }
}
