package cadenza.webhooks.adapter.format.uncodie;

import cadenza.contacts.api.ContactCard;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Uncodie's events of the facts of one round: a contact is a row of its leads, a thread one of its
 * conversations.
 */
record UncodieEvents(Scene scene) {
  static final Set<String> TYPES =
      Set.of(
          "lead.created",
          "lead.updated",
          "lead.deleted",
          "message.created",
          "conversation.updated");
  static final Set<String> FACTS =
      Set.of(
          "contact.created",
          "contact.updated",
          "contact.deleted",
          "contact.labeled",
          "contact.unlabeled",
          "message.sent",
          "reply.received",
          "message.received",
          "thread.assigned",
          "thread.categorized",
          "thread.closed",
          "thread.reopened");
  private static final Set<String> MAIL = Set.of("AUTO_REPLY", "LIST", "OTHER");

  /**
   * One event in Uncodie's words.
   *
   * @param table the row's
   */
  record Event(String type, String table, UUID objectId, Map<String, @Nullable Object> data) {}

  /** The other name under which Uncodie takes a subscription to the same. */
  static String plural(String type) {
    return type.replaceFirst("\\.", "s.");
  }

  Optional<Event> of(FactData fact) {
    return switch (fact.type()) {
      case "contact.created" -> lead(fact, "lead.created");
      case "contact.updated", "contact.labeled", "contact.unlabeled" -> lead(fact, "lead.updated");
      case "contact.deleted" -> deleted(fact);
      case "message.sent", "reply.received" -> message(fact);
      case "message.received" ->
          fact.text("kind").filter(MAIL::contains).flatMap(kind -> message(fact));
      default -> conversation(fact);
    };
  }

  private Optional<Event> lead(FactData fact, String type) {
    return fact.id("contact_id", "ctc")
        .map(scene.contacts()::get)
        .map(card -> new Event(type, "leads", card.id(), lead(card)));
  }

  private static Optional<Event> deleted(FactData fact) {
    return fact.id("contact_id", "ctc")
        .map(id -> new Event("lead.deleted", "leads", id, Map.of("id", id)));
  }

  private static Map<String, @Nullable Object> lead(ContactCard card) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("id", card.id());
    data.put("site_id", card.workspaceId());
    data.put("name", card.fullName());
    data.put(
        "email", card.emails().stream().findFirst().map(ContactCard.Email::address).orElse(null));
    data.put(
        "phone", card.phones().stream().findFirst().map(ContactCard.Phone::number).orElse(null));
    data.put("position", card.details().title());
    data.put("company", card.details().company());
    data.put("notes", card.notes());
    data.put("tags", card.labels().stream().map(ContactCard.Label::name).toList());
    data.put("created_at", card.createdAt());
    data.put("updated_at", card.updatedAt());
    return data;
  }

  private Optional<Event> message(FactData fact) {
    return fact.id("message_id", "msg")
        .map(scene.messages()::get)
        .map(card -> new Event("message.created", "messages", card.id(), message(card, fact)));
  }

  private static Map<String, @Nullable Object> message(MessageCard card, FactData fact) {
    boolean outbound = card.direction().equals("OUTBOUND");
    var text = !outbound && card.replyText() != null ? card.replyText() : card.text();
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("id", card.id());
    data.put("site_id", card.workspaceId());
    data.put("conversation_id", card.threadId());
    data.put("lead_id", card.contactId());
    data.put("channel", fact.text("channel").orElse("EMAIL").toLowerCase(Locale.ROOT));
    data.put("role", outbound ? "assistant" : "user");
    data.put("content", text == null ? "" : text);
    data.put("status", outbound ? "sent" : "received");
    data.put("created_at", fact.fact().occurredAt());
    return data;
  }

  private Optional<Event> conversation(FactData fact) {
    return fact.id("thread_id", "thr")
        .map(scene.threads()::get)
        .map(
            card ->
                new Event("conversation.updated", "conversations", card.id(), conversation(card)));
  }

  private static Map<String, @Nullable Object> conversation(ThreadCard card) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("id", card.id());
    data.put("site_id", card.workspaceId());
    data.put("lead_id", card.contactId());
    data.put("title", card.subject());
    data.put("status", card.status().equals("CLOSED") ? "closed" : "active");
    data.put("assignee_id", card.assigneeId());
    data.put("created_at", card.createdAt());
    data.put("last_message_at", card.lastMessageAt());
    return data;
  }
}
