package cadenza.webhooks.adapter.format.inbox;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCard.Email;
import cadenza.contacts.api.ContactCard.Label;
import cadenza.contacts.api.ContactCard.Profile;
import cadenza.contacts.api.ContactDetails;
import cadenza.kernel.api.DomainEvent;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations.Course;
import cadenza.messaging.api.Conversations.FirstReply;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.sequences.api.EnrollmentBook.SequenceLine;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.InboxCampaign;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A conversation of a campaign, and what Inbox is told of it. */
final class InboxStage {
  static final UUID WORKSPACE = id(2);
  static final UUID CONTACT = id(3);
  static final UUID SEQUENCE = id(4);
  static final UUID ENROLLMENT = id(5);
  static final UUID MESSAGE = id(6);
  static final UUID THREAD = id(7);
  static final UUID ACCOUNT = id(8);
  static final UUID LABEL = id(10);
  static final UUID OPENING = id(16);
  static final Instant NOW = Instant.parse("2026-03-02T09:15:00.123456Z");
  static final String TEXT = "Just wanted to follow up – is there anything I can answer?";

  final Map<UUID, FirstReply> firstReplies = new HashMap<>();
  InboxCampaign counts = new InboxCampaign(SEQUENCE, 250, 180, 29, null, null, null);
  String channel = "EMAIL";
  String direction = "OUTBOUND";
  UUID first = OPENING;
  String sequenceStatus = "ACTIVE";
  Campaigns campaigns = new Campaigns(Map.of(), Map.of());

  static UUID id(int last) {
    return UUID.fromString("01951111-2222-7333-8444-%012d".formatted(last));
  }

  MessageSent sent(int step) {
    return new MessageSent(
        id(1),
        WORKSPACE,
        NOW,
        MESSAGE,
        Channel.EMAIL,
        ACCOUNT,
        ENROLLMENT,
        step,
        CONTACT,
        THREAD,
        "avery@example.com",
        "Re: Proposal",
        "<m6@mail.example.com>");
  }

  ReplyReceived reply() {
    direction = "INBOUND";
    return new ReplyReceived(
        id(1),
        WORKSPACE,
        NOW,
        MESSAGE,
        Channel.EMAIL,
        ACCOUNT,
        THREAD,
        CONTACT,
        ENROLLMENT,
        "avery@example.com",
        "Re: Proposal");
  }

  /** The events of one round, as JSON, with numbers from 421. */
  List<JsonObject> told(DomainEvent... facts) {
    campaigns = new Campaigns(Map.of(SEQUENCE, sequence()), Map.of(SEQUENCE, counts));
    var events = new InboxEvents(scene(), campaigns);
    var number = new long[] {421};
    return List.of(facts).stream()
        .map(InboxStage::fact)
        .flatMap(fact -> events.of(fact).stream())
        .map(event -> InboxFormat.body(id(99), number[0]++, WORKSPACE, event))
        .map(InboxStage::json)
        .toList();
  }

  JsonObject told(String type, DomainEvent... facts) {
    return told(facts).stream()
        .filter(event -> event.getString("type").equals(type))
        .findFirst()
        .orElseThrow();
  }

  static JsonObject json(String text) {
    try (var reader = JsonProvider.provider().createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private static FactData fact(DomainEvent event) {
    var envelope = Envelope.of(event);
    return FactData.of(
        new Fact(
            WORKSPACE,
            envelope.id(),
            1,
            envelope.type(),
            envelope.occurredAt(),
            envelope.occurredAt(),
            envelope.json()));
  }

  InboxScene scene() {
    var message = message();
    return new InboxScene(
        new Scene(
            Map.of(CONTACT, contact()),
            Map.of(ENROLLMENT, enrollment()),
            Map.of(SEQUENCE, sequence()),
            Map.of(MESSAGE, message),
            Map.of(THREAD, thread())),
        Map.of(MESSAGE, message),
        Map.of(ACCOUNT, account()),
        Map.of(THREAD, new Course(first, MESSAGE)),
        firstReplies);
  }

  private ContactCard contact() {
    return new ContactCard(
        CONTACT,
        WORKSPACE,
        "Avery Chen",
        new ContactDetails(
            "Avery",
            "Chen",
            "Design lead",
            "Example",
            "example.com",
            null,
            null,
            "San Francisco",
            null,
            "United States"),
        List.of(new Email("work", "avery@example.com")),
        List.of(),
        List.of(
            new Profile("x", "https://x.com/averychen"),
            new Profile("website", "https://avery.example")),
        "Asked for the proposal",
        List.of(),
        null,
        false,
        Map.of(),
        List.of(new Label(LABEL, "Interested")),
        Instant.parse("2026-02-20T09:00:00Z"),
        Instant.parse("2026-02-27T09:00:00Z"),
        1);
  }

  private static EnrollmentLine enrollment() {
    return new EnrollmentLine(
        ENROLLMENT,
        SEQUENCE,
        CONTACT,
        ACCOUNT,
        "ACTIVE",
        null,
        2,
        3,
        THREAD,
        Instant.parse("2026-02-26T09:00:00Z"),
        null);
  }

  private SequenceLine sequence() {
    return new SequenceLine(
        SEQUENCE,
        "Proposal follow-up",
        false,
        sequenceStatus,
        null,
        ACCOUNT,
        Instant.parse("2026-02-20T09:00:00Z"),
        Instant.parse("2026-02-21T09:00:00Z"));
  }

  private MessageCard message() {
    boolean outbound = direction.equals("OUTBOUND");
    return new MessageCard(
        MESSAGE,
        WORKSPACE,
        THREAD,
        ACCOUNT,
        direction,
        outbound ? "SENT" : "REPLY",
        ENROLLMENT,
        outbound ? 2 : null,
        CONTACT,
        outbound ? "sales@cadenza.test" : "avery@example.com",
        outbound ? "Sales" : "Avery Chen",
        outbound ? "avery@example.com" : "sales+x@cadenza.test",
        List.of(),
        List.of(),
        null,
        false,
        false,
        "Re: Proposal",
        outbound ? TEXT : "Yes, gladly.\n\n> is there anything I can answer?",
        null,
        outbound ? null : "Yes, gladly.",
        "<m6@mail.example.com>",
        null,
        null,
        NOW,
        null,
        null,
        List.of());
  }

  private static ThreadCard thread() {
    return new ThreadCard(
        THREAD,
        WORKSPACE,
        ACCOUNT,
        CONTACT,
        "Proposal",
        2,
        Instant.parse("2026-02-26T09:00:00Z"),
        NOW,
        "OPEN",
        null,
        null,
        null,
        false,
        1);
  }

  private SenderAccountCard account() {
    return new SenderAccountCard(
        ACCOUNT,
        WORKSPACE,
        Channel.valueOf(channel),
        "sales@cadenza.test",
        "Sales",
        null,
        "ACTIVE",
        null,
        null,
        null,
        0,
        null,
        null,
        false,
        false,
        Instant.parse("2026-02-01T09:00:00Z"),
        0);
  }
}
