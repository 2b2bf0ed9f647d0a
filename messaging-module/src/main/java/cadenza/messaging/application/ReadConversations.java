package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.domain.Attachments;
import cadenza.messaging.domain.ConversationBook;
import cadenza.messaging.domain.MessageHits;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers what was said to whom. */
@UseCase
public class ReadConversations implements Conversations {
  @Inject ConversationBook conversations;
  @Inject Attachments attachments;
  @Inject MessageHits messageHits;
  @Inject Clocks clocks;

  @Override
  public Optional<MessageCard> message(UUID workspaceId, UUID messageId) {
    return conversations
        .message(workspaceId, messageId)
        .map(card -> withFiles(workspaceId, List.of(card)).get(0));
  }

  /** How often each link of a mail was followed, by what tells it from the others. */
  public Map<String, HitCount> clicks(UUID workspaceId, UUID messageId) {
    return messageHits.clicks(workspaceId, messageId);
  }

  @Override
  public Map<UUID, MessageCard> messages(UUID workspaceId, Collection<UUID> messageIds) {
    return messageIds.isEmpty()
        ? Map.of()
        : conversations.messages(workspaceId, messageIds).stream()
            .collect(Collectors.toMap(MessageCard::id, card -> card));
  }

  @Override
  public Map<UUID, ThreadCard> threads(UUID workspaceId, Collection<UUID> threadIds) {
    return threadIds.isEmpty()
        ? Map.of()
        : conversations.threads(workspaceId, threadIds, clocks.of(workspaceId)).stream()
            .collect(Collectors.toMap(ThreadCard::id, card -> card));
  }

  @Override
  public Map<UUID, Course> courses(UUID workspaceId, Collection<UUID> threadIds) {
    return threadIds.isEmpty() ? Map.of() : conversations.courses(workspaceId, threadIds);
  }

  @Override
  public Map<UUID, FirstReply> firstReplies(UUID workspaceId, Collection<UUID> enrollmentIds) {
    return enrollmentIds.isEmpty()
        ? Map.of()
        : conversations.firstReplies(workspaceId, enrollmentIds);
  }

  @Override
  public Set<UUID> standing(UUID workspaceId, Collection<UUID> messageIds) {
    return messageIds.isEmpty() ? Set.of() : conversations.standing(workspaceId, messageIds);
  }

  @Override
  public Optional<ThreadCard> thread(UUID workspaceId, UUID threadId) {
    return conversations.thread(workspaceId, threadId, clocks.of(workspaceId));
  }

  @Override
  public List<MessageCard> messagesOf(UUID workspaceId, UUID threadId, int atMost) {
    return withFiles(workspaceId, conversations.messagesOf(workspaceId, threadId, atMost));
  }

  /** All of a thread, in the order in which they were written or came in. */
  public Page<MessageCard> messages(
      UUID workspaceId, UUID threadId, @Nullable UUID after, int limit) {
    var page =
        Page.of(
            conversations.messagesAfter(workspaceId, threadId, after, limit + 1),
            limit,
            card -> card.id().toString());
    return new Page<>(withFiles(workspaceId, page.results()), page.next(), page.limit());
  }

  private List<MessageCard> withFiles(UUID workspaceId, List<MessageCard> cards) {
    var files = attachments.of(workspaceId, cards.stream().map(MessageCard::id).toList());
    return cards.stream().map(card -> card.with(files.getOrDefault(card.id(), List.of()))).toList();
  }

  /** What is kept of a file; empty where nothing is, or there is no such file. */
  public Optional<byte[]> attachment(UUID workspaceId, UUID messageId, UUID attachmentId) {
    return attachments.content(workspaceId, messageId, attachmentId);
  }

  @Override
  public Page<ThreadCard> threads(
      UUID workspaceId, ThreadFilter filter, @Nullable String after, int limit) {
    var before =
        after == null
            ? null
            : Ids.read("thr", after)
                .orElseThrow(() -> new InvalidField("/cursor", "No page starts there."));
    return Page.of(
        conversations.threads(workspaceId, filter, clocks.of(workspaceId), before, limit + 1),
        limit,
        thread -> Ids.wire("thr", thread.id()));
  }
}
