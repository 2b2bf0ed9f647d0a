package cadenza.messaging.application;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.domain.ConversationBook;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers what was said to whom. */
@UseCase
public class ReadConversations implements Conversations {
  @Inject ConversationBook conversations;

  @Override
  public Optional<MessageCard> message(UUID workspaceId, UUID messageId) {
    return conversations.message(workspaceId, messageId);
  }

  @Override
  public Set<UUID> standing(UUID workspaceId, Collection<UUID> messageIds) {
    return messageIds.isEmpty() ? Set.of() : conversations.standing(workspaceId, messageIds);
  }

  @Override
  public Optional<ThreadCard> thread(UUID workspaceId, UUID threadId) {
    return conversations.thread(workspaceId, threadId);
  }

  @Override
  public List<MessageCard> messagesOf(UUID workspaceId, UUID threadId) {
    return conversations.messagesOf(workspaceId, threadId);
  }

  @Override
  public Page<ThreadCard> threads(
      UUID workspaceId,
      @Nullable UUID senderAccountId,
      @Nullable UUID contactId,
      @Nullable String after,
      int limit) {
    var before =
        after == null
            ? null
            : Ids.read("thr", after)
                .orElseThrow(() -> new InvalidField("/cursor", "No page starts there."));
    return Page.of(
        conversations.threads(workspaceId, senderAccountId, contactId, before, limit + 1),
        limit,
        thread -> Ids.wire("thr", thread.id()));
  }
}
