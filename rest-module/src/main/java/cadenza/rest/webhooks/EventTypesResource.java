package cadenza.rest.webhooks;

import cadenza.kernel.api.NotFound;
import cadenza.rest.security.BoundTokens;
import cadenza.webhooks.application.EventTypes;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("event_types")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Events", description = "Everything that happened, numbered without a gap")
public class EventTypesResource {
  /** All of them; there are too few for pages. */
  @Schema(name = "EventTypes")
  public record EventTypesBody(List<EventTypeBody> results) {
    public EventTypesBody {
      results = List.copyOf(results);
    }
  }

  /** One of them. */
  @Schema(name = "EventType")
  public record EventTypeBody(
      @Schema(examples = "reply.received") String type,
      @Schema(description = "What happened", examples = "A person answered.") String description,
      @Schema(description = "Of the schema; rises when a field changes its meaning") int version) {}

  @GET
  @PermitAll
  @BoundTokens
  @Operation(summary = "List the types of events")
  @APIResponse(responseCode = "200", description = "All types, by their names")
  public EventTypesBody list() {
    return new EventTypesBody(
        EventTypes.all().stream()
            .map(one -> new EventTypeBody(one.type(), one.description(), one.version()))
            .toList());
  }

  @GET
  @PermitAll
  @BoundTokens
  @Path("{type}/schema")
  @Operation(summary = "Read the JSON Schema of what is told of a type")
  @APIResponse(
      responseCode = "200",
      description = "A schema of draft 2020-12, of the whole body",
      content = @Content(schema = @Schema(implementation = Map.class)))
  @APIResponse(responseCode = "404", description = "There is no such type")
  public String schema(
      @Parameter(description = "As in reply.received, or endpoint.test for the sample of no type")
          @PathParam("type")
          String type) {
    return EventTypes.schema(type).orElseThrow(() -> new NotFound("event type"));
  }
}
