package cadenza.webhooks.adapter.format.reply;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDetails;
import cadenza.kernel.api.DomainEvent;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.MailTrail.Account;
import cadenza.messaging.api.MailTrail.Answer;
import cadenza.messaging.api.MailTrail.Report;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.sequences.api.EnrollmentBook.SequenceLine;
import cadenza.webhooks.adapter.format.FactData;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import cadenza.webhooks.adapter.format.reply.ReplyBody.Head;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A prospect in the first step of a sequence, who was written to and answered. */
final class ReplyStage {
  static final Instant NOW = Instant.parse("2026-04-21T09:30:00Z");
  static final UUID WORKSPACE = id(1);
  static final UUID CONTACT = id(2);
  static final UUID SEQUENCE = id(3);
  static final UUID ENROLLMENT = id(4);
  static final UUID MAILBOX = id(5);
  static final UUID LINKEDIN = id(6);
  static final UUID SENT = id(7);
  static final UUID REPLY = id(8);
  static final UUID THREAD = id(9);
  static final UUID REPORT = id(10);
  static final UUID BY_HAND = id(11);
  static final Head HEAD =
      new Head(NOW, UUID.fromString("4c1b9e74-5ac3-4b0f-9a60-2a37a9b4a2d1"), 1234, 100, 42);
  static final String EVERYTHING =
      "{\"includeEmailUrl\":true,\"includeEmailText\":true,\"includeProspectCustomFields\":true}";

  private static final Map<Thing, Integer> NUMBERS =
      Map.of(
          Kind.CONTACT.of(CONTACT), 12345,
          Kind.SEQUENCE.of(SEQUENCE), 200,
          Kind.MESSAGE.of(SENT), 999,
          Kind.ACCOUNT.of(MAILBOX), 1,
          Kind.ACCOUNT.of(LINKEDIN), 50,
          Kind.THREAD.of(THREAD), 1);

  private final Map<UUID, Answer> answers = new HashMap<>();
  private final Map<UUID, ContactCard> contacts = new HashMap<>();

  ReplyStage() {
    answers.put(REPLY, new Answer(SENT, 1, true));
    contacts.put(CONTACT, prospect());
  }

  static UUID id(int last) {
    return UUID.fromString("01951111-2222-7333-8444-%012d".formatted(last));
  }

  /** Somebody had answered before. */
  ReplyStage withEarlierReply() {
    answers.put(REPLY, new Answer(SENT, 1, false));
    return this;
  }

  ReplyStage withoutContact() {
    contacts.clear();
    return this;
  }

  List<ReplyEvent> events(DomainEvent happened) {
    var envelope = Envelope.of(happened);
    var fact =
        new Fact(
            envelope.workspaceId(),
            envelope.id(),
            1,
            envelope.type(),
            envelope.occurredAt(),
            NOW,
            envelope.json());
    var links = new ReplyLinks();
    links.views = (message, until) -> link(until);
    return new ReplyEvents(round(), links).of(FactData.of(fact));
  }

  private static Optional<String> link(Instant until) {
    return Optional.of("https://cadenza.example.com/m/until-" + until.getEpochSecond());
  }

  JsonObject body(DomainEvent happened, @Nullable String options) {
    var found = events(happened);
    if (found.size() != 1) {
      throw new AssertionError("Not one event but " + found);
    }
    return json(text(found.get(0), options));
  }

  String text(ReplyEvent event, @Nullable String options) {
    return new ReplyBody(NUMBERS, Map.of("seats", "Number of Seats", "tier", "Custom Field 1"))
        .of(event, HEAD, ReplyOptions.read(options));
  }

  static JsonObject json(String text) {
    try (var reader = JsonProvider.provider().createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  private ReplyRound round() {
    var messages =
        Map.of(
            SENT, message(SENT, "OUTBOUND", ENROLLMENT, 1, "<p>Hello</p>", "Hello"),
            REPLY, message(REPLY, "INBOUND", ENROLLMENT, null, null, "Yes, 2 < 3."),
            BY_HAND, message(BY_HAND, "OUTBOUND", null, null, null, "Hi"));
    var scene =
        new Scene(
            contacts,
            Map.of(
                ENROLLMENT,
                new EnrollmentLine(
                    ENROLLMENT,
                    SEQUENCE,
                    CONTACT,
                    MAILBOX,
                    "ACTIVE",
                    null,
                    1,
                    3,
                    THREAD,
                    NOW,
                    null)),
            Map.of(
                SEQUENCE,
                new SequenceLine(
                    SEQUENCE, "Test Sequence", false, "ACTIVE", null, MAILBOX, NOW, NOW)),
            messages,
            Map.of());
    return new ReplyRound(
        scene,
        answers,
        Map.of(SENT, new Report(REPORT, "<bounce@mx.example.com>")),
        Map.of(
            MAILBOX, new Account(MAILBOX, Channel.EMAIL, "account@example.com"),
            LINKEDIN, new Account(LINKEDIN, Channel.LINKEDIN, "https://linkedin.com/in/seller")),
        Map.of(ENROLLMENT, SENT));
  }

  private static MessageCard message(
      UUID id,
      String direction,
      @Nullable UUID enrollment,
      @Nullable Integer step,
      @Nullable String html,
      String text) {
    return new MessageCard(
        id,
        WORKSPACE,
        THREAD,
        MAILBOX,
        direction,
        "SENT",
        enrollment,
        step,
        CONTACT,
        "account@example.com",
        "Sales",
        "prospect@example.com",
        List.of(),
        List.of(),
        null,
        false,
        false,
        "Out of Office: Test Subject",
        text,
        html,
        null,
        "<reply@example.com>",
        null,
        null,
        NOW,
        null,
        null,
        List.of());
  }

  private static ContactCard prospect() {
    return new ContactCard(
        CONTACT,
        WORKSPACE,
        "Test Prospect",
        new ContactDetails(
            "Test",
            "Prospect",
            "Test Title",
            "Test Company",
            "example.com",
            "51-200 employees",
            "Software",
            "Test City",
            "Test State",
            "Test Country"),
        List.of(new ContactCard.Email("work", "prospect@example.com")),
        List.of(new ContactCard.Phone("work", "+1234567890")),
        List.of(
            new ContactCard.Profile("linkedin", "https://linkedin.com/in/test"),
            new ContactCard.Profile(
                "sales_navigator", "https://www.linkedin.com/sales/people/test"),
            new ContactCard.Profile(
                "linkedin_recruiter", "https://www.linkedin.com/recruiter/people/test")),
        null,
        List.of(),
        "America/Los_Angeles",
        false,
        Map.of("seats", new BigDecimal("25"), "tier", "Custom Value 1"),
        List.of(),
        NOW,
        NOW,
        1);
  }
}
