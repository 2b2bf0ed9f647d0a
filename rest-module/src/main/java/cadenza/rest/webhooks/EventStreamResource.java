package cadenza.rest.webhooks;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.rest.security.OnBehalf;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("events/stream")
@ApplicationScoped
@Tag(name = "Events", description = "Everything that happened, numbered without a gap")
public class EventStreamResource {
  private static final String LAST_EVENT = "Last-Event-ID";

  /** As libraries name it that stand in for a browser's own EventSource. */
  private static final String LAST_EVENT_ID = "lastEventId";

  /** Of events read and held at a time. */
  private static final int PART = 100;

  @Inject CurrentCaller currentCaller;
  @Inject EventReader reader;
  @Inject OnBehalf onBehalf;

  @GET
  @RolesAllowed(Scopes.EVENTS_READ)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      summary = "Listen to the event log",
      description =
          "Server-sent events: the id is the sequence, the event is the type, the data the envelope."
              + " An id without data is the sequence up to which there are no others of these types:"
              + " come again with it. It ends when the token does.")
  @APIResponse(
      responseCode = "200",
      description =
          "A stream, with an id without data at the beginning and after 15 silent seconds",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING)))
  @APIResponse(
      responseCode = "410",
      description = "What came next is deleted; oldest_sequence is the first event there is")
  public void listen(
      @Parameter(
              description =
                  "The last sequence you know; 0 for the oldest there is, absent for what happens"
                      + " from now on")
          @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "Only these types, with commas between them or given repeatedly")
          @QueryParam("types")
          List<String> types,
      @Parameter(description = "As browsers send it when they come again; goes before after")
          @HeaderParam(LAST_EVENT)
          @Nullable String lastEvent,
      @Parameter(description = "The same, from those who cannot send a header when they come again")
          @QueryParam(LAST_EVENT_ID)
          @Nullable String lastEventId,
      @Context Sse sse,
      @Context SseEventSink sink) {
    var caller = currentCaller.caller();
    var question =
        new EventQuestion(
            start(after, lastEvent, lastEventId), EventQueryParameters.types(types), PART);
    var first = reader.read(caller, question.withLimit(1));
    new EventStream(caller, question.behind(first), reader, onBehalf, sse, sink).begin();
  }

  /** Whoever wants JSON is refused behind all that guards a stream, and not before it. */
  @GET
  @RolesAllowed(Scopes.EVENTS_READ)
  @Produces(MediaType.APPLICATION_JSON + ";qs=0.1")
  @Operation(hidden = true)
  public void refuse(
      @QueryParam("after") @Nullable String after,
      @QueryParam("types") List<String> types,
      @QueryParam(LAST_EVENT_ID) @Nullable String lastEventId) {
    throw new ProblemException(
        Problem.of(406, "not_acceptable", "The answer is text/event-stream."));
  }

  private long start(
      @Nullable String after, @Nullable String lastEvent, @Nullable String lastEventId) {
    if (lastEvent != null && !lastEvent.isEmpty()) {
      return EventQueryParameters.number(LAST_EVENT, lastEvent);
    }
    if (lastEventId != null && !lastEventId.isEmpty()) {
      return EventQueryParameters.number(LAST_EVENT_ID, lastEventId);
    }
    return after == null || after.isEmpty()
        ? reader.last(currentCaller.caller())
        : EventQueryParameters.number("after", after);
  }
}
