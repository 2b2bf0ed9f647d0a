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
import cadenza.sequences.api.SequencePublished;
import cadenza.webhooks.api.DeliveryExhausted;
import cadenza.webhooks.api.DeliveryTroubled;
import cadenza.webhooks.api.EndpointDisabled;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

  private static final Set<String> NAMES = namesOf(FACTS);

  private EventTypes() {}

  public static boolean known(String type) {
    return NAMES.contains(type);
  }

  private static Set<String> namesOf(List<Class<? extends DomainEvent>> facts) {
    var names = new TreeSet<String>();
    for (var fact : facts) {
      var externalized = fact.getAnnotation(Externalized.class);
      if (externalized == null) {
        throw new IllegalStateException(fact + " stays inside");
      }
      names.add(externalized.value());
    }
    return Set.copyOf(names);
  }
}
