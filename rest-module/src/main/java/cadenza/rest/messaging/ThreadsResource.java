package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.messaging.application.DefineThreadCategory;
import cadenza.messaging.application.ReadConversations;
import cadenza.messaging.application.TendThread;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("threads")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Threads", description = "Conversations of an inbox, with what both sides said")
public class ThreadsResource {
  /** What one conversation shows of itself; the rest is a list of its own. */
  private static final int NEWEST = 100;

  @Inject ReadConversations conversations;
  @Inject TendThread tendThread;
  @Inject DefineThreadCategory defineThreadCategory;
  @Inject CurrentCaller currentCaller;

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(summary = "List the conversations, the newest first")
  @APIResponse(responseCode = "200", description = "One page of conversations")
  @APIResponse(responseCode = "400", description = "An id is malformed")
  public Listing<ThreadBody> list(@BeanParam ThreadQuery query, @BeanParam Paging paging) {
    var caller = currentCaller.caller();
    var asked = query.inbox();
    var bound = caller.boundInbox();
    var filter = query.filter(bound == null ? asked : bound);
    requireCategory(caller.workspaceId(), filter.category());
    if (bound != null && asked != null && !bound.equals(asked)) {
      return Listing.of(
          new Page<ThreadCard>(List.of(), null, paging.limit()), ThreadsResource::form);
    }
    return Listing.of(
        conversations.threads(caller.workspaceId(), filter, paging.after(), paging.limit()),
        ThreadsResource::form);
  }

  private void requireCategory(UUID workspaceId, @Nullable String category) {
    if (category != null && !defineThreadCategory.exists(workspaceId, category)) {
      throw InvalidParameter.of("category", "invalid_parameter", "There is no such category.");
    }
  }

  private static ThreadBody form(ThreadCard card) {
    return ThreadBody.of(card, null);
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(
      summary = "Read one conversation with its messages, the oldest first",
      description = "Of a long one the newest 100 messages; its messages are also a list.")
  @APIResponse(
      responseCode = "200",
      description = "The conversation",
      content = @Content(schema = @Schema(implementation = ThreadBody.class)))
  @APIResponse(responseCode = "404", description = "No conversation has this id")
  public Response read(@PathParam("id") String id) {
    var thread = one(id);
    var messages = conversations.messagesOf(thread.workspaceId(), thread.id(), NEWEST);
    return Response.ok(ThreadBody.of(thread, messages)).tag(Versions.tag(thread.version())).build();
  }

  @PATCH
  @Path("{id}")
  @Consumes({MediaType.APPLICATION_JSON, "application/merge-patch+json"})
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_WRITE)
  @Operation(
      summary = "Assign, snooze, close, reopen or categorise a conversation, or mark it read",
      description =
          "Absent fields stay; null takes away. When a person writes there it is open, awake and"
              + " unread again.")
  @APIResponse(
      responseCode = "200",
      description = "The conversation, without its messages",
      content = @Content(schema = @Schema(implementation = ThreadBody.class)))
  @APIResponse(responseCode = "404", description = "No conversation has this id")
  @APIResponse(responseCode = "412", description = "It was changed since If-Match was read")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull
          @RequestBody(content = @Content(schema = @Schema(implementation = ThreadPatch.class)))
          JsonObject body) {
    var caller = currentCaller.caller();
    var threadId = WireId.inPath("thr", "thread", id);
    var change = new ThreadChange(body);
    tendThread.change(
        caller.workspaceId(),
        threadId,
        caller.boundInbox(),
        Versions.expected(ifMatch),
        change::of);
    var thread = one(id);
    return Response.ok(form(thread)).tag(Versions.tag(thread.version())).build();
  }

  @GET
  @Path("{id}/messages")
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(
      summary = "List the messages of one conversation",
      description = "In the order in which they were written or came in, the oldest first.")
  @APIResponse(responseCode = "200", description = "One page of messages")
  @APIResponse(responseCode = "404", description = "No conversation has this id")
  public Listing<MessageBody> messages(@PathParam("id") String id, @BeanParam Paging paging) {
    var thread = one(id);
    return Listing.of(
        conversations.messages(thread.workspaceId(), thread.id(), paging.afterId(), paging.limit()),
        MessageBody::of);
  }

  private ThreadCard one(String id) {
    var caller = currentCaller.caller();
    return conversations
        .thread(caller.workspaceId(), WireId.inPath("thr", "thread", id))
        .filter(card -> InboxBinding.covers(caller, card.senderAccountId()))
        .orElseThrow(() -> new NotFound("thread"));
  }
}
