package cadenza.webhooks.adapter.format.sendpilot;

import cadenza.contacts.api.ContactCard;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Json;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** SendPilot's events of the facts of one round. A contact is its lead, a sequence its campaign. */
record SendPilotEvents(Scene scene) {
  static final String MESSAGE_SENT = "message.sent";
  static final String REPLY_RECEIVED = "reply.received";

  static final Set<String> TYPES = Set.of(MESSAGE_SENT, REPLY_RECEIVED);
  static final Set<String> FACTS = Set.of("message.sent", "reply.received");

  /** One event in SendPilot's words. */
  record Event(String type, String body) {}

  List<Event> of(FactData fact) {
    return switch (fact.type()) {
      case "message.sent" -> messageSent(fact);
      case "reply.received" -> replyReceived(fact);
      default -> List.of();
    };
  }

  /** Fires for campaigns and single messages alike, on whatever channel. */
  private List<Event> messageSent(FactData fact) {
    var message = fact.id("message_id", "msg").map(scene.messages()::get).orElse(null);
    if (message == null) {
      return List.of();
    }
    var data = lead(fact);
    data.put("senderId", Ids.wire("sender", message.senderAccountId()));
    data.put("message", message.text());
    fact.number("step_number").ifPresent(step -> data.put("sequenceStep", step));
    return List.of(event(fact, MESSAGE_SENT, data));
  }

  private List<Event> replyReceived(FactData fact) {
    var message = fact.id("message_id", "msg").map(scene.messages()::get).orElse(null);
    if (message == null) {
      return List.of();
    }
    var data = lead(fact);
    data.put("senderId", Ids.wire("sender", message.senderAccountId()));
    data.put("reply", message.text());
    return List.of(event(fact, REPLY_RECEIVED, data));
  }

  /** The lead and its campaign; a message outside any campaign has neither campaign nor step. */
  private Map<String, @Nullable Object> lead(FactData fact) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    var contact = fact.id("contact_id", "ctc").map(scene.contacts()::get).orElse(null);
    fact.id("contact_id", "ctc").ifPresent(id -> data.put("leadId", Ids.wire("lead", id)));
    fact.id("enrollment_id", "enr")
        .map(scene.enrollments()::get)
        .ifPresent(line -> data.put("campaignId", Ids.wire("camp", line.sequenceId())));
    data.put("linkedinUrl", contact == null ? null : linkedInUrl(contact));
    return data;
  }

  private static @Nullable String linkedInUrl(ContactCard contact) {
    return contact.profiles().stream()
        .filter(profile -> profile.type().equals("linkedin"))
        .map(ContactCard.Profile::url)
        .findFirst()
        .orElse(null);
  }

  private static Event event(FactData fact, String type, Map<String, @Nullable Object> data) {
    return new Event(
        type,
        body(fact.fact().workspaceId(), fact.fact().id(), type, fact.fact().occurredAt(), data));
  }

  private static String body(
      UUID workspaceId, UUID eventId, String type, Instant at, Map<String, @Nullable Object> data) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("eventId", Ids.wire("evt", eventId));
    body.put("eventType", type);
    body.put("timestamp", at);
    body.put("workspaceId", Ids.wire("ws", workspaceId));
    body.put("data", data);
    return Json.of(body);
  }

  /** The placeholder that a test delivery carries. */
  static String sample(UUID workspaceId, String type, UUID eventId, Instant at) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("leadId", "lead_test");
    data.put("campaignId", "camp_test");
    data.put("linkedinUrl", "https://www.linkedin.com/in/test");
    data.put("senderId", "sender_test");
    data.put(type.equals(MESSAGE_SENT) ? "message" : "reply", "This is a test.");
    if (type.equals(MESSAGE_SENT)) {
      data.put("sequenceStep", 1);
    }
    return body(workspaceId, eventId, type, at, data);
  }
}
