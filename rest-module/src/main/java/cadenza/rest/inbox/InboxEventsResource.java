package cadenza.rest.inbox;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.rest.json.BorrowedInterface;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.security.SendScope;
import cadenza.webhooks.application.KeepToldEvents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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

/**
 * {@code GET /api/v1/events}, see {@link InboxAddresses}. It is Inbox's interface, with the names
 * and the refusals that its consumers know.
 */
@InboxAddress
@BorrowedInterface
@Path(InboxEventsResource.PATH)
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Inbox", description = "What consumers of Inbox's events read again")
public class InboxEventsResource {
  static final String PATH = "formats/inbox/events";
  private static final String FORMAT = "inbox";
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1_000;

  @Inject KeepToldEvents told;
  @Inject CurrentCaller currentCaller;

  @GET
  @RolesAllowed(Scopes.EVENTS_READ)
  @Operation(
      summary = "Read Inbox's events again",
      description = "Needs the scopes events:read and messages:read.")
  @APIResponse(
      responseCode = "200",
      description = "What endpoints of this format are told, in the order of its seq",
      content = @Content(schema = @Schema(implementation = InboxEventsBody.class)))
  @APIResponse(
      responseCode = "400",
      description = "A parameter does not fit",
      content = @Content(schema = @Schema(implementation = InboxErrorBody.class)))
  public String list(
      @Parameter(description = "The last seq you know; 0 or absent for the oldest there is")
          @QueryParam("afterSeq")
          @Nullable String afterSeq,
      @Parameter(description = "1 to 1000, 100 if absent") @QueryParam("limit")
          @Nullable String limit) {
    var caller = currentCaller.caller();
    SendScope.require(caller, Scopes.MESSAGES_READ); // they hold the words of messages
    var page = told.after(caller.workspaceId(), FORMAT, number(afterSeq), limit(limit));
    return "{\"events\":["
        + String.join(",", page.bodies())
        + "],\"hasMore\":"
        + page.hasMore()
        + ",\"lastSeq\":"
        + (page.bodies().isEmpty() ? "null" : Long.toString(page.last()))
        + '}';
  }

  private static long number(@Nullable String afterSeq) {
    if (afterSeq == null || afterSeq.isEmpty()) {
      return 0;
    }
    if (!afterSeq.matches("[0-9]{1,18}")) {
      throw InvalidParameter.of(
          "afterSeq", "invalid_parameter", "afterSeq is the seq of an event, 0 or more.");
    }
    return Long.parseLong(afterSeq);
  }

  private static int limit(@Nullable String limit) {
    if (limit == null || limit.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    int number = limit.matches("[0-9]{1,4}") ? Integer.parseInt(limit) : 0;
    if (number < 1 || number > HIGHEST_LIMIT) {
      throw InvalidParameter.of(
          "limit", "invalid_parameter", "The limit is a number from 1 to " + HIGHEST_LIMIT + ".");
    }
    return number;
  }
}
