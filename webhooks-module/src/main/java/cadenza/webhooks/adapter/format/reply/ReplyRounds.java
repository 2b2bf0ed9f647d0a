package cadenza.webhooks.adapter.format.reply;

import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MailTrail;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Surroundings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Finds out what the facts of one round are told with: a statement for each kind. */
@Dependent
class ReplyRounds {
  private static final Set<String> CAME_IN =
      Set.of("reply.received", "auto_reply.received", "thread.categorized");

  @Inject Surroundings surroundings;
  @Inject MailTrail trail;

  ReplyRound of(UUID workspaceId, List<FactData> facts) {
    var scene = surroundings.of(workspaceId, facts);
    var accounts = FactData.ids(facts, "inbox_id", "inb");
    scene.messages().values().stream().map(MessageCard::senderAccountId).forEach(accounts::add);
    return new ReplyRound(
        scene,
        trail.answers(workspaceId, FactData.ids(of(facts, CAME_IN), "message_id", "msg")),
        trail.reportsOf(
            workspaceId, FactData.ids(of(facts, Set.of("message.bounced")), "message_id", "msg")),
        trail.accounts(workspaceId, accounts),
        trail.lastSent(
            workspaceId,
            FactData.ids(of(facts, Set.of("enrollment.marked_replied")), "enrollment_id", "enr")));
  }

  private static List<FactData> of(List<FactData> facts, Set<String> types) {
    return facts.stream().filter(fact -> types.contains(fact.type())).toList();
  }
}
