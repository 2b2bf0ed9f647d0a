package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Page;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.webhooks.api.EventLog;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("events")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events", description = "Everything that happened, numbered without a gap")
public class EventsResource {
  @Inject EventLog log;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.EVENTS_READ)
  @Operation(summary = "Read the event log in the order of its numbers")
  @APIResponse(
      responseCode = "200",
      description = "Envelopes as endpoints are told them",
      content = @Content(schema = @Schema(implementation = EventLogBody.class)))
  public String list(
      @Parameter(description = "The last sequence you know; 0 or absent for the beginning")
          @QueryParam("after")
          @Nullable String after,
      @BeanParam Paging paging) {
    var start = after == null ? paging.afterNumber() : number(after);
    var rows = log.after(currentCaller.caller().workspaceId(), start, paging.limit() + 1);
    var page = Page.of(rows, paging.limit(), event -> Long.toString(event.sequence()));
    return body(Listing.of(page, LoggedEvent::envelope));
  }

  /** The envelopes are JSON already and go out byte for byte. */
  private static String body(Listing<String> envelopes) {
    var json = new StringBuilder("{\"results\":[");
    json.append(String.join(",", envelopes.results())).append(']');
    if (envelopes.nextCursor() != null) {
      json.append(",\"next_cursor\":\"").append(envelopes.nextCursor()).append('"');
    }
    return json.append(",\"limit\":").append(envelopes.limit()).append('}').toString();
  }

  private static long number(String after) {
    if (!after.matches("[0-9]{1,18}")) {
      throw InvalidParameter.of(
          "after", "invalid_parameter", "This is the number of an event, 0 or more.");
    }
    return Long.parseLong(after);
  }
}
