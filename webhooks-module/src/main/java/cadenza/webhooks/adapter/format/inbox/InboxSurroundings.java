package cadenza.webhooks.adapter.format.inbox;

import cadenza.messaging.api.Conversations;
import cadenza.messaging.api.Conversations.Course;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.messaging.api.SenderAccounts;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.LongMails;
import cadenza.webhooks.adapter.format.Surroundings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds out what Inbox tells along with a fact; a handful of statements for a round. */
@Dependent
class InboxSurroundings {
  @Inject Surroundings surroundings;
  @Inject Conversations conversations;
  @Inject SenderAccounts accounts;
  @Inject LongMails longMails;

  InboxScene of(UUID workspaceId, List<FactData> facts) {
    var scene = surroundings.of(workspaceId, facts);
    var courses = conversations.courses(workspaceId, scene.threads().keySet());
    var messages = new HashMap<>(scene.messages());
    conversations
        .messages(
            workspaceId,
            courses.values().stream()
                .map(Course::newestMessageId)
                .filter(id -> !scene.messages().containsKey(id))
                .collect(Collectors.toSet()))
        .forEach((id, message) -> messages.put(id, longMails.bounded(message)));
    return new InboxScene(
        scene,
        messages,
        accounts.cards(
            workspaceId,
            scene.threads().values().stream()
                .map(ThreadCard::senderAccountId)
                .collect(Collectors.toSet())),
        courses,
        conversations.firstReplies(workspaceId, scene.enrollments().keySet()));
  }
}
