package cadenza.sequences.adapter.event;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import cadenza.contacts.api.ContactUpdated;
import cadenza.contacts.api.ContactsUpdated;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionsAdded;
import cadenza.messaging.api.AutoReplyReceived;
import cadenza.messaging.api.ContactComplained;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.RecipientPaceChanged;
import cadenza.messaging.api.ReplyMatched;
import cadenza.messaging.api.ReplyReceived;
import cadenza.sequences.application.GuardBounces;
import cadenza.sequences.application.HoldWhileAway;
import cadenza.sequences.application.LookAgain;
import cadenza.sequences.application.StopOnBounce;
import cadenza.sequences.application.StopOnOptOut;
import cadenza.sequences.application.StopOnReply;
import cadenza.sequences.application.StopOnSuppression;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** A stop is recorded together with what caused it. */
@ApplicationScoped
class StopObserver {
  void on(@Observes ReplyReceived reply, StopOnReply stopOnReply) {
    stopOnReply.stop(reply);
  }

  void on(@Observes ReplyMatched reply, StopOnReply stopOnReply) {
    stopOnReply.stop(reply);
  }

  void on(@Observes ContactOptedOut fact, StopOnOptOut stopOnOptOut) {
    stopOnOptOut.stop(fact.workspaceId(), fact.contactId(), fact.enrollmentId());
  }

  void on(@Observes ContactComplained fact, StopOnOptOut stopOnOptOut) {
    stopOnOptOut.stop(fact.workspaceId(), fact.contactId(), fact.enrollmentId());
  }

  void on(@Observes MessageBounced bounced, StopOnBounce stopOnBounce) {
    stopOnBounce.stop(bounced);
  }

  void count(@Observes MessageBounced bounced, GuardBounces guardBounces) {
    guardBounces.note(bounced);
  }

  void on(@Observes AutoReplyReceived reply, HoldWhileAway holdWhileAway) {
    holdWhileAway.hold(reply);
  }

  void on(@Observes SuppressionAdded suppression, StopOnSuppression stopOnSuppression) {
    stopOnSuppression.stop(suppression);
  }

  void on(@Observes SuppressionsAdded facts, StopOnSuppression stopOnSuppression) {
    stopOnSuppression.stopAll(facts.suppressions());
  }

  void on(@Observes ContactUpdated updated, LookAgain lookAgain) {
    lookAgain.at(updated.workspaceId(), List.of(updated.contactId()));
  }

  void on(@Observes RecipientPaceChanged changed, LookAgain lookAgain) {
    lookAgain.atDomains(changed.workspaceId());
  }

  void on(@Observes ContactsUpdated updated, LookAgain lookAgain) {
    updated.contacts().stream()
        .collect(
            groupingBy(ContactUpdated::workspaceId, mapping(ContactUpdated::contactId, toList())))
        .forEach(lookAgain::at);
  }
}
