package cadenza.webhooks.adapter.format.sendpilot;

import cadenza.contacts.api.ContactCard;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Json;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import java.nio.charset.StandardCharsets;
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

  private static final String CONNECTION_SENT = "connection_request.sent";
  private static final String CONNECTION_ACCEPTED = "connection_request.accepted";

  static final Set<String> TYPES =
      Set.of(
          MESSAGE_SENT,
          REPLY_RECEIVED,
          "campaign.started",
          "campaign.paused",
          "campaign.resumed",
          CONNECTION_SENT,
          CONNECTION_ACCEPTED,
          "lead.updated",
          "lead.tag.updated");
  static final Set<String> FACTS =
      Set.of(
          "message.sent",
          "reply.received",
          CONNECTION_SENT,
          CONNECTION_ACCEPTED,
          "contact.labeled",
          "contact.unlabeled",
          "sequence.published",
          "sequence.autopilot_stopped",
          "sequence.paused",
          "sequence.resumed",
          "enrollment.finished");

  private static final String CONTACTED = "MESSAGE_SENT";

  /**
   * What becomes of a lead whose campaign is over for him; the rest is no status of SendPilot's.
   */
  private static final Map<String, String> STATUSES =
      Map.of("REPLIED", "REPLY_RECEIVED", "OPTED_OUT", "NOT_INTERESTED", "COMPLETED", "DONE");

  /** One event in SendPilot's words. */
  record Event(String type, String body) {}

  List<Event> of(FactData fact) {
    return switch (fact.type()) {
      case "message.sent" -> messageSent(fact);
      case "reply.received" -> replyReceived(fact);
      case CONNECTION_SENT -> connectionSent(fact);
      case CONNECTION_ACCEPTED -> connectionAccepted(fact);
      case "contact.labeled" -> tagUpdated(fact, "added");
      case "contact.unlabeled" -> tagUpdated(fact, "removed");
      case "sequence.published" -> started(fact);
      case "sequence.autopilot_stopped" -> paused(fact, "system");
      case "sequence.paused" -> paused(fact, "user");
      case "sequence.resumed" -> resumed(fact);
      case "enrollment.finished" -> finished(fact);
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
    var sent = event(fact, MESSAGE_SENT, data);
    return fact.number("step_number").orElse(0L) == 1
        ? List.of(sent, leadUpdated(fact, "PENDING", CONTACTED))
        : List.of(sent);
  }

  private List<Event> connectionSent(FactData fact) {
    var data = connection(fact);
    data.put("note", fact.text("note").orElse(null));
    return List.of(
        event(fact, CONNECTION_SENT, data), leadUpdated(fact, "PENDING", "CONNECTION_SENT"));
  }

  private List<Event> connectionAccepted(FactData fact) {
    var data = connection(fact);
    data.put("acceptedAt", fact.fact().occurredAt());
    return List.of(
        event(fact, CONNECTION_ACCEPTED, data),
        leadUpdated(fact, "CONNECTION_SENT", "CONNECTION_ACCEPTED"));
  }

  private Map<String, @Nullable Object> connection(FactData fact) {
    var data = lead(fact);
    fact.id("inbox_id", "inb").ifPresent(id -> data.put("senderId", Ids.wire("sender", id)));
    return data;
  }

  private Event leadUpdated(FactData fact, String before, String now) {
    var data = lead(fact);
    data.put("previousStatus", before);
    data.put("newStatus", now);
    return event(fact, "lead.updated", data);
  }

  private List<Event> finished(FactData fact) {
    var now = fact.text("reason").map(STATUSES::get).orElse(null);
    return now == null ? List.of() : List.of(leadUpdated(fact, CONTACTED, now));
  }

  private List<Event> tagUpdated(FactData fact, String action) {
    var contact = fact.id("contact_id", "ctc").map(scene.contacts()::get).orElse(null);
    if (contact == null) {
      return List.of();
    }
    var data = lead(fact);
    data.put("action", action);
    data.put("tag", fact.text("label_name").orElse(null));
    data.put("tags", contact.labels().stream().map(ContactCard.Label::name).toList());
    return List.of(event(fact, "lead.tag.updated", data));
  }

  /** The first version begins the campaign; nobody can be in it yet. */
  private static List<Event> started(FactData fact) {
    if (fact.number("version").orElse(0L) != 1) {
      return List.of();
    }
    var data = campaign(fact);
    data.put("totalLeads", 0);
    data.put("startedAt", fact.fact().occurredAt());
    return List.of(event(fact, "campaign.started", data));
  }

  private static List<Event> paused(FactData fact, String by) {
    var data = campaign(fact);
    data.put("pausedAt", fact.fact().occurredAt());
    data.put("pausedBy", by);
    return List.of(event(fact, "campaign.paused", data));
  }

  private static List<Event> resumed(FactData fact) {
    var data = campaign(fact);
    data.put("resumedAt", fact.fact().occurredAt());
    data.put("resumedBy", "user");
    return List.of(event(fact, "campaign.resumed", data));
  }

  private static Map<String, @Nullable Object> campaign(FactData fact) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    fact.id("sequence_id", "seq").ifPresent(id -> data.put("campaignId", Ids.wire("camp", id)));
    data.put("campaignName", fact.text("name").orElse(""));
    return data;
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
        body(
            fact.fact().workspaceId(),
            eventId(fact.fact().id(), type),
            type,
            fact.fact().occurredAt(),
            data));
  }

  /** A fact may be two events: consumers drop what comes under an id that they have seen. */
  private static UUID eventId(UUID factId, String type) {
    return type.equals("lead.updated")
        ? UUID.nameUUIDFromBytes((factId + type).getBytes(StandardCharsets.UTF_8))
        : factId;
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

  /** The value that a test delivery carries. */
  static String sample(UUID workspaceId, String type, UUID eventId, Instant at) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("leadId", "lead_test");
    data.put("campaignId", "camp_test");
    data.put("linkedinUrl", "https://www.linkedin.com/in/test");
    switch (type) {
      case MESSAGE_SENT -> {
        data.put("senderId", "sender_test");
        data.put("message", "This is a test.");
        data.put("sequenceStep", 1);
      }
      case REPLY_RECEIVED -> {
        data.put("senderId", "sender_test");
        data.put("reply", "This is a test.");
      }
      case CONNECTION_SENT -> {
        data.put("senderId", "sender_test");
        data.put("note", "This is a test.");
      }
      case CONNECTION_ACCEPTED -> {
        data.put("senderId", "sender_test");
        data.put("acceptedAt", at);
      }
      case "lead.updated" -> {
        data.put("previousStatus", "PENDING");
        data.put("newStatus", CONTACTED);
      }
      case "lead.tag.updated" -> {
        data.remove("campaignId");
        data.put("action", "added");
        data.put("tag", "test");
        data.put("tags", List.of("test"));
      }
      default -> sampleCampaign(type, at, data);
    }
    return body(workspaceId, eventId, type, at, data);
  }

  private static void sampleCampaign(String type, Instant at, Map<String, @Nullable Object> data) {
    data.clear();
    data.put("campaignId", "camp_test");
    data.put("campaignName", "A test");
    switch (type) {
      case "campaign.started" -> {
        data.put("totalLeads", 0);
        data.put("startedAt", at);
      }
      case "campaign.resumed" -> {
        data.put("resumedAt", at);
        data.put("resumedBy", "user");
      }
      default -> {
        data.put("pausedAt", at);
        data.put("pausedBy", "user");
      }
    }
  }
}
