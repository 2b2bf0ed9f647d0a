package cadenza.webhooks.application;

import cadenza.access.api.ApprovalDecided;
import cadenza.access.api.ApprovalRequested;
import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsMerged;
import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.api.LabelRemoved;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.CallEnded;
import cadenza.messaging.api.ConnectionRequestAccepted;
import cadenza.messaging.api.ConnectionRequestSent;
import cadenza.messaging.api.ContactComplained;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.InboundStored;
import cadenza.messaging.api.LinkClicked;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.MessageFailed;
import cadenza.messaging.api.MessageOpened;
import cadenza.messaging.api.MessageOutcomeUnknown;
import cadenza.messaging.api.MessageSent;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.api.ThreadAssigned;
import cadenza.messaging.api.ThreadCategorized;
import cadenza.messaging.api.ThreadClosed;
import cadenza.messaging.api.ThreadReopened;
import cadenza.sequences.api.AutopilotStopped;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.EnrollmentMarkedReplied;
import cadenza.sequences.api.EnrollmentPaused;
import cadenza.sequences.api.EnrollmentResumed;
import cadenza.sequences.api.EnrollmentStarted;
import cadenza.sequences.api.SequencePaused;
import cadenza.sequences.api.SequencePublished;
import cadenza.sequences.api.SequenceResumed;
import cadenza.webhooks.api.DeliveryExhausted;
import cadenza.webhooks.api.DeliveryTroubled;
import cadenza.webhooks.api.EndpointDisabled;
import cadenza.webhooks.domain.Envelope;
import cadenza.webhooks.domain.EventSchema;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Everything an endpoint can listen to. */
public final class EventTypes {
  /** The facts that are let out; the same that the observers of this module record. */
  public static final List<Class<? extends DomainEvent>> FACTS =
      List.of(
          ContactCreated.class,
          ContactUpdated.class,
          ContactDeleted.class,
          ContactsMerged.class,
          LabelApplied.class,
          LabelRemoved.class,
          SuppressionAdded.class,
          SuppressionLifted.class,
          SequencePublished.class,
          SequencePaused.class,
          SequenceResumed.class,
          AutopilotStopped.class,
          EnrollmentStarted.class,
          EnrollmentPaused.class,
          EnrollmentResumed.class,
          EnrollmentFinished.class,
          EnrollmentMarkedReplied.class,
          MessageSent.class,
          MessageFailed.class,
          MessageOutcomeUnknown.class,
          MessageOpened.class,
          LinkClicked.class,
          InboundStored.class,
          ReplyReceived.class,
          AutoReplyReceived.class,
          MessageBounced.class,
          ContactComplained.class,
          ContactOptedOut.class,
          ConnectionRequestSent.class,
          ConnectionRequestAccepted.class,
          CallEnded.class,
          ThreadAssigned.class,
          ThreadCategorized.class,
          ThreadClosed.class,
          ThreadReopened.class,
          SenderAccountTroubled.class,
          SenderAccountRecovered.class,
          EndpointDisabled.class,
          DeliveryTroubled.class,
          DeliveryExhausted.class,
          ApprovalRequested.class,
          ApprovalDecided.class);

  /**
   * @param description what happened, in a sentence
   * @param version of its schema
   */
  public record EventType(String type, String description, int version) {}

  private static final Map<String, Class<? extends DomainEvent>> BY_NAME = byName();
  private static final Map<String, String> DESCRIPTIONS = descriptions();
  private static final Map<String, String> SCHEMAS = new ConcurrentHashMap<>();

  private EventTypes() {}

  public static boolean known(String type) {
    return BY_NAME.containsKey(type);
  }

  /** All of them, by their names. */
  public static List<EventType> all() {
    return BY_NAME.keySet().stream()
        .sorted()
        .map(type -> new EventType(type, description(type), EventSchema.VERSION))
        .toList();
  }

  /**
   * The JSON Schema of what is told of a type, or of a sample.
   *
   * @return empty where there is no such type
   */
  public static Optional<String> schema(String type) {
    return known(type) || type.equals(Envelope.SAMPLE)
        ? Optional.of(SCHEMAS.computeIfAbsent(type, EventTypes::written))
        : Optional.empty();
  }

  private static String written(String type) {
    var fact = BY_NAME.get(type);
    return (fact == null ? EventSchema.ofSample() : EventSchema.of(fact, description(type)))
        .toString();
  }

  private static String description(String type) {
    return Objects.requireNonNull(DESCRIPTIONS.get(type), () -> "What " + type + " means");
  }

  private static Map<String, Class<? extends DomainEvent>> byName() {
    var names = new HashMap<String, Class<? extends DomainEvent>>();
    for (var fact : FACTS) {
      var externalized = fact.getAnnotation(Externalized.class);
      if (externalized == null) {
        throw new IllegalStateException(fact + " stays inside");
      }
      names.put(externalized.value(), fact);
    }
    return Map.copyOf(names);
  }

  private static Map<String, String> descriptions() {
    try (var file =
        Objects.requireNonNull(EventTypes.class.getResourceAsStream("event-types.properties"))) {
      var read = new Properties();
      read.load(new InputStreamReader(file, StandardCharsets.UTF_8));
      var all = new HashMap<String, String>();
      read.stringPropertyNames().forEach(name -> all.put(name, read.getProperty(name)));
      return Map.copyOf(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
