package cadenza.webhooks.adapter.format.inbox;

import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.domain.InboxCampaign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Inbox's events of the facts of one round, in their order. A contact is its prospect, an
 * enrollment its target, a sequence its campaign.
 */
record InboxEvents(InboxScene scene, Campaigns campaigns) {
  static final String FOLLOW_UP_SENT = "target.followUpSent";
  static final Set<String> TYPES =
      Set.of(
          "thread.created",
          "thread.assigned",
          "thread.unassigned",
          "thread.archived",
          "thread.unarchived",
          "message.created",
          "prospect.created",
          "prospect.tagsChanged",
          "campaign.created",
          "campaign.started",
          "campaign.paused",
          "campaign.resumed",
          "target.contacted",
          FOLLOW_UP_SENT,
          "target.replied");

  /** What is a message to a person; the rest is between machines. */
  private static final Set<String> MAIL = Set.of("AUTO_REPLY", "LIST", "OTHER");

  /** One event in Inbox's words, without its id and number. */
  record Event(String type, Instant at, Map<String, @Nullable Object> data) {}

  List<Event> of(FactData fact) {
    return switch (fact.type()) {
      case "message.sent" -> sent(fact);
      case "reply.received" -> replied(fact);
      case "message.received" ->
          fact.text("kind").filter(MAIL::contains).isPresent() ? said(fact) : List.of();
      case "contact.created" -> prospect(fact, "prospect.created");
      case "contact.labeled", "contact.unlabeled" -> prospect(fact, "prospect.tagsChanged");
      case "thread.assigned" -> assigned(fact);
      case "thread.closed" -> thread(fact, "thread.archived", Map.of("done", true));
      case "thread.reopened" -> thread(fact, "thread.unarchived", Map.of("done", false));
      case "sequence.published" -> published(fact);
      case "sequence.autopilot_stopped", "sequence.paused" -> paused(fact);
      case "sequence.resumed" -> resumed(fact);
      case "enrollment.started" -> enrolled(fact);
      default -> List.of();
    };
  }

  /** The thread where it begins, the message, and the step where a campaign took it. */
  private List<Event> sent(FactData fact) {
    var events = said(fact);
    var line = line(fact).orElse(null);
    var step = fact.number("step_number").orElse(0L);
    if (events.isEmpty() || line == null || step < 1) {
      return events;
    }
    if (step == 1) {
      campaigns.change(line.sequenceId(), InboxCampaign::withContacted);
      target(fact, line, "target.contacted", step).ifPresent(events::add);
    } else if (!hasReplied(line, at(fact))) {
      target(fact, line, FOLLOW_UP_SENT, step).ifPresent(events::add);
    }
    return events;
  }

  private boolean hasReplied(EnrollmentLine line, Instant at) {
    var reply = scene.firstReplies().get(line.id());
    return reply != null && !reply.at().isAfter(at);
  }

  /** A target replies once; what it says later are messages. */
  private List<Event> replied(FactData fact) {
    var events = said(fact);
    var line = line(fact).orElse(null);
    var first = line == null ? null : scene.firstReplies().get(line.id());
    if (events.isEmpty()
        || line == null
        || first == null
        || !first.messageId().equals(fact.id("message_id", "msg").orElse(null))) {
      return events;
    }
    campaigns.change(line.sequenceId(), InboxCampaign::withReply);
    target(fact, line, "target.replied", null).ifPresent(events::add);
    return events;
  }

  private Optional<EnrollmentLine> line(FactData fact) {
    return fact.id("enrollment_id", "enr").map(scene.scene().enrollments()::get);
  }

  private static Instant at(FactData fact) {
    return fact.fact().occurredAt();
  }

  /**
   * @param step null where the event has none
   */
  private Optional<Event> target(
      FactData fact, EnrollmentLine line, String type, @Nullable Long step) {
    return campaigns
        .render(line.sequenceId(), at(fact))
        .flatMap(
            campaign ->
                talk(fact)
                    .map(
                        talk -> {
                          var data = new LinkedHashMap<String, @Nullable Object>();
                          data.put("campaign", campaign);
                          data.putAll(talk.data());
                          if (step != null) {
                            data.put("stepNumber", step);
                          }
                          return new Event(type, at(fact), data);
                        }));
  }

  /** A message of either direction. */
  private List<Event> said(FactData fact) {
    var events = new ArrayList<Event>();
    talk(fact)
        .ifPresent(
            talk -> {
              if (talk.opens()) {
                var data = new LinkedHashMap<String, @Nullable Object>(talk.data());
                data.remove("message");
                events.add(new Event("thread.created", at(fact), data));
              }
              events.add(new Event("message.created", at(fact), talk.data()));
            });
    return events;
  }

  /**
   * A message in its conversation, which is as it was when the message had just been said.
   *
   * @param data thread, message and prospect
   */
  private record Talk(Map<String, @Nullable Object> data, boolean opens) {}

  private Optional<Talk> talk(FactData fact) {
    var message = fact.id("message_id", "msg").map(scene.messages()::get).orElse(null);
    var thread = message == null ? null : scene.scene().threads().get(message.threadId());
    if (message == null || thread == null) {
      return Optional.empty();
    }
    var person = person(message, thread);
    var said = message(message, person, at(fact));
    var course = scene.courses().get(thread.id());
    boolean outbound = message.direction().equals("OUTBOUND");
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put(
        "thread",
        InboxObjects.thread(
            thread, ownId(thread, message), person, InboxObjects.lastMessage(said)));
    data.put("message", said);
    data.put("prospect", InboxObjects.prospect(person, at(fact), outbound ? null : at(fact)));
    return Optional.of(
        new Talk(data, course != null && course.firstMessageId().equals(message.id())));
  }

  private Map<String, @Nullable Object> message(MessageCard message, Person person, Instant at) {
    var line =
        message.enrollmentId() == null
            ? null
            : scene.scene().enrollments().get(message.enrollmentId());
    return InboxObjects.message(message, person, line == null ? null : line.sequenceId(), at);
  }

  private Person person(MessageCard message, ThreadCard thread) {
    var id = message.contactId() == null ? thread.contactId() : message.contactId();
    var card = id == null ? null : scene.scene().contacts().get(id);
    boolean outbound = message.direction().equals("OUTBOUND");
    return Person.of(
        channel(thread),
        outbound ? message.toAddress() : message.fromAddress(),
        outbound ? "" : message.fromName(),
        card);
  }

  private Channel channel(ThreadCard thread) {
    return account(thread).map(SenderAccountCard::channel).orElse(Channel.EMAIL);
  }

  private Optional<SenderAccountCard> account(ThreadCard thread) {
    return Optional.ofNullable(scene.accounts().get(thread.senderAccountId()));
  }

  private String ownId(ThreadCard thread, MessageCard message) {
    return account(thread)
        .map(SenderAccountCard::address)
        .orElse(
            message.direction().equals("OUTBOUND") ? message.fromAddress() : message.toAddress());
  }

  private List<Event> assigned(FactData fact) {
    var assignee = fact.id("assignee_id", "usr");
    var change = new LinkedHashMap<String, @Nullable Object>();
    change.put("assigneeId", assignee.map(InboxIds::of).orElse(null));
    return thread(fact, assignee.isPresent() ? "thread.assigned" : "thread.unassigned", change);
  }

  /**
   * @param change what the event made of the thread, whatever has come of it since
   */
  private List<Event> thread(
      FactData fact, String type, Map<String, ? extends @Nullable Object> change) {
    var thread = fact.id("thread_id", "thr").map(scene.scene().threads()::get).orElse(null);
    var course = thread == null ? null : scene.courses().get(thread.id());
    var newest = course == null ? null : scene.messages().get(course.newestMessageId());
    if (thread == null || newest == null) {
      return List.of();
    }
    var person = person(newest, thread);
    var last = InboxObjects.lastMessage(message(newest, person, newest.at()));
    var map = InboxObjects.thread(thread, ownId(thread, newest), person, last);
    map.putAll(change);
    return List.of(event(type, fact, "thread", map));
  }

  private List<Event> prospect(FactData fact, String type) {
    return fact
        .id("contact_id", "ctc")
        .map(scene.scene().contacts()::get)
        .map(
            card ->
                event(
                    type, fact, "prospect", InboxObjects.prospect(Person.of(card), at(fact), null)))
        .stream()
        .toList();
  }

  /** The first version makes the campaign, and begins it. */
  private List<Event> published(FactData fact) {
    var sequence = fact.id("sequence_id", "seq").orElse(null);
    if (sequence == null || fact.number("version").orElse(0L) != 1) {
      return List.of();
    }
    campaigns.change(sequence, now -> now.started(at(fact)));
    return campaign(fact, sequence, "campaign.created", "campaign.started");
  }

  private List<Event> paused(FactData fact) {
    return fact.id("sequence_id", "seq")
        .map(
            sequence -> {
              campaigns.change(sequence, now -> now.paused(at(fact)));
              return campaign(fact, sequence, "campaign.paused");
            })
        .orElse(List.of());
  }

  /** It starts again, too. */
  private List<Event> resumed(FactData fact) {
    return fact.id("sequence_id", "seq")
        .map(
            sequence -> {
              campaigns.change(sequence, now -> now.started(at(fact)));
              return campaign(fact, sequence, "campaign.resumed", "campaign.started");
            })
        .orElse(List.of());
  }

  private List<Event> enrolled(FactData fact) {
    fact.id("sequence_id", "seq")
        .ifPresent(sequence -> campaigns.change(sequence, InboxCampaign::targeted));
    return List.of();
  }

  private List<Event> campaign(FactData fact, UUID sequence, String... types) {
    var events = new ArrayList<Event>();
    for (var type : types) {
      campaigns
          .render(sequence, at(fact))
          .ifPresent(campaign -> events.add(event(type, fact, "campaign", campaign)));
    }
    return events;
  }

  private static Event event(
      String type, FactData fact, String key, Map<String, @Nullable Object> object) {
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put(key, object);
    return new Event(type, at(fact), data);
  }
}
