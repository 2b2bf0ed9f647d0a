package cadenza.rest.messaging;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.messaging.application.ReadConversations;
import cadenza.rest.json.Listing;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("threads")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Threads", description = "Conversations of an inbox, with what both sides said")
public class ThreadsResource {
  /** What one conversation shows of itself; the rest is a list of its own. */
  private static final int NEWEST = 100;

  @Inject ReadConversations conversations;
  @Inject CurrentCaller currentCaller;

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.MESSAGES_READ)
  @Operation(summary = "List the conversations, the newest first")
  @APIResponse(responseCode = "200", description = "One page of conversations")
  @APIResponse(responseCode = "400", description = "An id is malformed")
  public Listing<ThreadBody> list(
      @QueryParam("inbox_id") @Parameter(description = "only those of this inbox")
          @Nullable String inboxId,
      @QueryParam("contact_id") @Parameter(description = "only those with this contact")
          @Nullable String contactId,
      @BeanParam Paging paging) {
    var caller = currentCaller.caller();
    var asked = inboxId == null || inboxId.isEmpty() ? null : inbox(inboxId);
    var bound = caller.boundInbox();
    if (bound != null && asked != null && !bound.equals(asked)) {
      return Listing.of(
          new Page<ThreadCard>(List.of(), null, paging.limit()), ThreadsResource::form);
    }
    return Listing.of(
        conversations.threads(
            caller.workspaceId(),
            bound == null ? asked : bound,
            contactId == null || contactId.isEmpty()
                ? null
                : WireId.inQuery("ctc", "contact_id", contactId),
            paging.after(),
            paging.limit()),
        ThreadsResource::form);
  }

  private static UUID inbox(String text) {
    return WireId.inQuery("inb", "inbox_id", text);
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
  @APIResponse(responseCode = "200", description = "The conversation")
  @APIResponse(responseCode = "404", description = "No conversation has this id")
  public ThreadBody read(@PathParam("id") String id) {
    var thread = one(id);
    return ThreadBody.of(
        thread, conversations.messagesOf(thread.workspaceId(), thread.id(), NEWEST));
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
