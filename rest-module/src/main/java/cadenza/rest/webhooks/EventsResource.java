package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.rest.json.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events", description = "Everything that happened, numbered without a gap")
public class EventsResource {
  @Inject LongPoll longPoll;
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
  @APIResponse(
      responseCode = "429",
      description = "Too many requests, or too many that wait; Retry-After says when to come again")
  public CompletionStage<EventPage> list(
      @Parameter(description = "The last sequence you know; 0 or absent for the oldest there is")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "Only these types, with commas between them or given repeatedly")
          @QueryParam("types")
          List<String> types,
      @Parameter(
              description =
                  "0 to 30: where there is nothing yet, so many seconds for something to happen")
          @QueryParam("wait")
          @Nullable String wait,
      @BeanParam Paging paging) {
    var caller = currentCaller.caller();
    var patience = EventQueryParameters.wait(wait);
    var question =
        new EventQuestion(
            paging.after() == null ? after(after) : paging.afterNumber(),
            EventQueryParameters.types(types),
            paging.limit());
    return longPoll.answer(caller, question, patience);
  }

  private static long after(@Nullable String after) {
    return after == null ? 0 : EventQueryParameters.number("after", after);
  }
}
