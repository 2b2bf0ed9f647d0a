package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.rest.json.Paging;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.webhooks.api.EventLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
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
  @APIResponse(
      responseCode = "410",
      description = "What came next is deleted; oldest_sequence is the first event there is")
  public EventPage list(
      @Parameter(description = "The last sequence you know; 0 or absent for the oldest there is")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "Only these types, with commas between them or given repeatedly")
          @QueryParam("types")
          List<String> types,
      @BeanParam Paging paging) {
    long start = paging.after() == null ? after(after) : paging.afterNumber();
    var part =
        log.after(
            currentCaller.caller().workspaceId(),
            start,
            EventQueryParameters.types(types),
            paging.limit() + 1);
    if (part.isGone(start)) {
      throw gone(start, part.oldest());
    }
    return EventPage.of(part.events(), paging.limit());
  }

  private static long after(@Nullable String after) {
    return after == null ? 0 : EventQueryParameters.number("after", after);
  }

  private static ProblemException gone(long after, long oldest) {
    return new ProblemException(
        Problem.of(
                410,
                "events_gone",
                "Events after "
                    + after
                    + " are deleted; the oldest there is has the number "
                    + oldest
                    + ".")
            .sinceSequence(oldest));
  }
}
