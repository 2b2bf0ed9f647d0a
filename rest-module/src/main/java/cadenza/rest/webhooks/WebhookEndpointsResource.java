package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Revalidated;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.webhooks.api.EndpointBook;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.ManageEndpoints;
import cadenza.webhooks.application.ResendDeliveries;
import cadenza.webhooks.application.SendAgain;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("webhook_endpoints")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks", description = "Who is told what happens, and whether it arrived")
public class WebhookEndpointsResource {
  @Inject ManageEndpoints manageEndpoints;
  @Inject SendAgain sendAgain;
  @Inject ResendDeliveries resendDeliveries;
  @Inject EndpointBook book;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(summary = "Open an endpoint; its secret is shown in this answer")
  @APIResponse(
      responseCode = "201",
      description = "The endpoint and its secret; Location names it",
      content = @Content(schema = @Schema(implementation = EndpointBody.class)))
  @APIResponse(responseCode = "422", description = "The URL, an event type or the format is wrong")
  public Response open(@NotNull @Valid EndpointRequest body) {
    var opened = manageEndpoints.open(workspace(), body.plan());
    var endpoint = EndpointBody.of(opened.endpoint(), opened.secret());
    return Versions.created(uri, "webhook_endpoints", endpoint.id(), opened.endpoint().version())
        .entity(endpoint)
        .build();
  }

  @GET
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "List the endpoints, oldest first")
  @APIResponse(responseCode = "200", description = "One page of endpoints, without their secrets")
  public Listing<EndpointBody> list(@BeanParam Paging paging) {
    var page = book.list(workspace(), paging.afterId(), paging.limit());
    return Listing.of(page, card -> EndpointBody.of(card, null));
  }

  @GET
  @Path("{id}")
  @Revalidated
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "Read one endpoint")
  @APIResponse(
      responseCode = "200",
      description = "The endpoint, without its secret; ETag for a change",
      content = @Content(schema = @Schema(implementation = EndpointBody.class)))
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  public Response read(@PathParam("id") String id) {
    return book.find(workspace(), endpoint(id))
        .map(WebhookEndpointsResource::answer)
        .orElseThrow(() -> new NotFound("webhook endpoint"));
  }

  @PATCH
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(summary = "Change an endpoint, or switch it on or off")
  @APIResponse(
      responseCode = "200",
      description = "The endpoint as it is now",
      content = @Content(schema = @Schema(implementation = EndpointBody.class)))
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  @APIResponse(responseCode = "412", description = "It was changed since If-Match was read")
  @APIResponse(responseCode = "422", description = "The URL, an event type or the format is wrong")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid EndpointRequest body) {
    return answer(
        manageEndpoints.change(workspace(), endpoint(id), body.plan(), Versions.expected(ifMatch)));
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_WRITE)
  @Operation(summary = "Delete an endpoint; nothing is sent to it any more")
  @APIResponse(responseCode = "204", description = "It is deleted")
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  public void delete(@PathParam("id") String id) {
    manageEndpoints.delete(workspace(), endpoint(id));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/test")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(summary = "Send a signed sample, once; poll the delivery for what came of it")
  @APIResponse(
      responseCode = "202",
      description = "The delivery of the sample",
      content = @Content(schema = @Schema(implementation = DeliveryBody.class)))
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  @APIResponse(responseCode = "409", description = "The endpoint is disabled")
  @APIResponse(responseCode = "422", description = "There is no such event type")
  public Response test(
      @PathParam("id") String id,
      @RequestBody(
              required = false,
              content = @Content(schema = @Schema(implementation = SampleRequest.class)))
          byte @Nullable [] body) {
    var delivery = sendAgain.sample(workspace(), endpoint(id), SampleRequest.eventType(body));
    return Response.accepted(DeliveryBody.of(delivery)).build();
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/recover")
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(
      summary = "Send once more what failed or was cancelled since a time",
      description = "Oldest first, under the same ids, and without a schedule of retries.")
  @APIResponse(
      responseCode = "202",
      description = "They are made due bit by bit; GET …/resending says how far it is",
      content = @Content(schema = @Schema(implementation = ResendingBody.class)))
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  @APIResponse(
      responseCode = "409",
      description = "The endpoint is disabled, or something is being sent again already")
  @APIResponse(responseCode = "422", description = "That is more than 14 days ago")
  public Response recover(@PathParam("id") String id, @NotNull @Valid RecoverRequest body) {
    var begun =
        resendDeliveries.recover(workspace(), endpoint(id), Objects.requireNonNull(body.since()));
    return Response.accepted(ResendingBody.of(begun)).build();
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/replay")
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(
      summary = "Send a range of the log once more",
      description =
          "Whatever came of it, and in the standard format also what was never sent to the endpoint;"
              + " what it listens to now. Oldest first, under the same ids, without a schedule of"
              + " retries. Give since or after.")
  @APIResponse(
      responseCode = "202",
      description = "They are made due bit by bit; GET …/resending says how far it is",
      content = @Content(schema = @Schema(implementation = ResendingBody.class)))
  @APIResponse(responseCode = "404", description = "No endpoint has this id")
  @APIResponse(
      responseCode = "409",
      description = "The endpoint is disabled, or something is being sent again already")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response replay(@PathParam("id") String id, @NotNull @Valid ReplayRequest body) {
    boolean byTime = body.since() != null;
    if (byTime == (body.after() != null)) {
      throw new InvalidField("/since", "exactly_one", "Give exactly one of since and after.");
    }
    if (byTime ? body.upTo() != null : body.until() != null) {
      throw new InvalidField(
          byTime ? "/up_to" : "/until", "other_kind", "This belongs to the other kind of range.");
    }
    var begun =
        byTime
            ? resendDeliveries.replayBetween(
                workspace(), endpoint(id), Objects.requireNonNull(body.since()), body.until())
            : resendDeliveries.replayAfter(
                workspace(), endpoint(id), Objects.requireNonNull(body.after()), body.upTo());
    return Response.accepted(ResendingBody.of(begun)).build();
  }

  private static Response answer(EndpointCard card) {
    return Response.ok(EndpointBody.of(card, null)).tag(Versions.tag(card.version())).build();
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }

  private static UUID endpoint(String id) {
    return WireId.inPath("whe", "webhook endpoint", id);
  }
}
