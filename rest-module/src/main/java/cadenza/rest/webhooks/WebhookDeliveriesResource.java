package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.QueryInstant;
import cadenza.rest.json.WireId;
import cadenza.webhooks.api.DeliveryLog;
import cadenza.webhooks.api.DeliveryLog.Filter;
import cadenza.webhooks.application.SendAgain;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("webhook_deliveries")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhookDeliveriesResource {
  private static final Set<String> STATUSES = Set.of("pending", "succeeded", "failed", "cancelled");

  @Inject DeliveryLog deliveries;
  @Inject SendAgain sendAgain;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "List the deliveries, newest first")
  @APIResponse(responseCode = "200", description = "One page of deliveries")
  public Listing<DeliveryBody> list(
      @QueryParam("endpoint_id") @Nullable String endpointId,
      @QueryParam("status") @Nullable String status,
      @QueryParam("event_type") @Nullable String eventType,
      @Parameter(description = "an instant in ISO 8601; deliveries made from then on")
          @QueryParam("since")
          @Nullable String since,
      @Parameter(description = "an instant in ISO 8601; deliveries made before then")
          @QueryParam("until")
          @Nullable String until,
      @BeanParam Paging paging) {
    if (status != null && !STATUSES.contains(status)) {
      throw InvalidParameter.of("status", "invalid_parameter", "There is no such status.");
    }
    var filter =
        new Filter(
            endpointId == null ? null : WireId.inQuery("whe", "endpoint_id", endpointId),
            status == null ? null : status.toUpperCase(Locale.ROOT),
            eventType,
            QueryInstant.of("since", since),
            QueryInstant.of("until", until));
    var page = deliveries.list(workspace(), filter, paging.afterId(), paging.limit());
    return Listing.of(page, DeliveryBody::of);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.WEBHOOKS_READ)
  @Operation(summary = "Read one delivery with all its attempts")
  @APIResponse(responseCode = "200", description = "The delivery")
  @APIResponse(responseCode = "404", description = "No delivery has this id")
  public DeliveryBody read(@PathParam("id") String id) {
    var delivery = delivery(id);
    return deliveries
        .find(workspace(), delivery)
        .map(card -> DeliveryBody.of(card, deliveries.attemptsOf(workspace(), delivery)))
        .orElseThrow(() -> new NotFound("webhook delivery"));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/retry")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Scopes.WEBHOOKS_OPERATE)
  @Operation(summary = "Send a delivery again, now and under the same id")
  @APIResponse(
      responseCode = "202",
      description = "The delivery, due now",
      content = @Content(schema = @Schema(implementation = DeliveryBody.class)))
  @APIResponse(responseCode = "404", description = "No delivery has this id")
  @APIResponse(responseCode = "409", description = "The endpoint is disabled")
  public Response retry(@PathParam("id") String id) {
    return Response.accepted(DeliveryBody.of(sendAgain.retry(workspace(), delivery(id)))).build();
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }

  private static UUID delivery(String id) {
    return WireId.inPath("whd", "webhook delivery", id);
  }
}
