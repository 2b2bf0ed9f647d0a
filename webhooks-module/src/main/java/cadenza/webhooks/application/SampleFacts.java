package cadenza.webhooks.application;

import static java.util.Map.entry;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Facts that never happened, to show what is told of each type: those of the documentation. */
public final class SampleFacts {
  private static final Map<String, Object> VALUES =
      Map.ofEntries(
          entry("eventId", id(1)),
          entry("workspaceId", id(2)),
          entry("contactId", id(3)),
          entry("sequenceId", id(4)),
          entry("enrollmentId", id(5)),
          entry("messageId", id(6)),
          entry("threadId", id(7)),
          entry("senderAccountId", id(8)),
          entry("endpointId", id(9)),
          entry("labelId", id(10)),
          entry("mergedContactId", id(11)),
          entry("occurredAt", Instant.parse("2026-03-02T09:15:00.123456Z")),
          entry("fullName", "Avery Chen"),
          entry("emailAddress", "avery@example.com"),
          entry("address", "avery@example.com"),
          entry("domain", "example.com"),
          entry("channel", "EMAIL"),
          entry("labelName", "Interested"),
          entry("erased", true),
          entry("toAddress", "avery@example.com"),
          entry("fromAddress", "avery@example.com"),
          entry("subject", "Re: Proposal – next steps"),
          entry("rfcMessageId", "<01h455vb4pex5vsknk084sn02q@mail.example.com>"),
          entry("stepNumber", 2),
          entry("version", 1),
          entry("name", "Proposal follow-up"),
          entry("url", "https://example.com/hooks"),
          entry("kind", "AUTO_REPLY"),
          entry("bounced", true),
          entry("bouncedMessages", 6),
          entry("countedMessages", 100),
          entry("status", "5.1.1"),
          entry("replyCode", "550"),
          entry("diagnostic", "550 5.1.1 No such user"),
          entry("suppressed", true),
          entry("feedback", "abuse"),
          entry("returnsOn", LocalDate.of(2026, 3, 16)),
          entry("assigneeId", id(14)),
          entry("previousAssigneeId", id(15)),
          entry("byMessage", true),
          entry("firstAt", Instant.parse("2026-03-02T09:01:00.123456Z")),
          entry("failingSince", Instant.parse("2026-02-25T09:01:00.123456Z")),
          entry("deliveryId", id(16)),
          entry("toldEventId", id(17)),
          entry("toldEventType", "reply.received"),
          entry("attempts", 4),
          entry("responseStatus", 503),
          entry("opens", 3L),
          entry("clicks", 2L),
          entry("category", "interested"),
          entry("previousCategory", "not_now"),
          entry("approvalId", id(12)),
          entry("tokenId", id(13)),
          entry("requestKind", "enrollment"),
          entry("decision", "approved"),
          entry("callSid", "CA5f0c"),
          entry("fromNumber", "+15550100"),
          entry("durationSeconds", 62),
          entry("resolution", "POSITIVE"),
          entry("note", "Hello Avery, shall we connect?"),
          entry("inMail", false),
          entry("voiceAttached", false),
          entry("loginRefused", true),
          entry("expiresAt", Instant.parse("2026-03-05T09:15:00.123456Z")));

  private static final Map<String, String> REASONS =
      Map.of(
          "suppression.added", "opted_out",
          "sequence.autopilot_stopped", "bounce_rate",
          "enrollment.paused", "by_hand",
          "message.bounced", "userunknown",
          "message.failed", "550 5.1.1 No such user",
          "inbox.troubled", "535 5.7.8 Username and password not accepted",
          "endpoint.disabled", "failing");

  private SampleFacts() {}

  public static DomainEvent of(Class<? extends DomainEvent> fact) {
    return of(fact, Map.of());
  }

  /**
   * @param type as an endpoint names it
   * @return empty where there is no such type
   */
  public static Optional<DomainEvent> of(
      String type, UUID workspaceId, UUID eventId, UUID endpointId, Instant at) {
    Map<String, Object> given =
        Map.of(
            "workspaceId", workspaceId,
            "eventId", eventId,
            "endpointId", endpointId,
            "occurredAt", at);
    return EventTypes.FACTS.stream()
        .filter(fact -> typeOf(fact).equals(type))
        .findFirst()
        .map(fact -> of(fact, given));
  }

  private static DomainEvent of(Class<? extends DomainEvent> fact, Map<String, Object> given) {
    var components = fact.getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      var own = given.get(components[i].getName());
      values[i] = own == null ? value(fact, components[i]) : own;
    }
    try {
      return fact.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A fact is a public record", e);
    }
  }

  private static Object value(Class<?> fact, RecordComponent component) {
    if (component.getType().isEnum()) {
      return component.getType().getEnumConstants()[0];
    }
    var value =
        component.getName().equals("reason")
            ? REASONS.get(typeOf(fact))
            : VALUES.get(component.getName());
    return Objects.requireNonNull(value, () -> "a sample of " + component.getName());
  }

  private static String typeOf(Class<?> fact) {
    return Objects.requireNonNull(fact.getAnnotation(Externalized.class)).value();
  }

  private static UUID id(int last) {
    return UUID.fromString("01951111-2222-7333-8444-%012d".formatted(last));
  }
}
