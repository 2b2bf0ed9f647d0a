package cadenza.messaging.application;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.domain.Bounce;
import cadenza.messaging.domain.BounceReader;
import cadenza.messaging.domain.MessageStatus;
import cadenza.messaging.domain.Settlement;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;

/**
 * An address that the server itself says does not exist is suppressed as after a report: nothing
 * else of the workspace is tried on it.
 */
@Dependent
class RefusedRecipients {
  @Inject Event<MessageBounced> messageBounced;
  @Inject Event<SuppressAddresses> suppressAddresses;

  void conclude(List<Settlement> lost) {
    for (var one : lost) {
      if (one.status() != MessageStatus.BOUNCED || one.reason() == null) {
        continue;
      }
      var said = BounceReader.ofRefusal(one.message().toAddress(), one.reason());
      if (said.bounceClass() == BounceClass.HARD) {
        suppress(one, said);
      }
    }
  }

  private void suppress(Settlement one, Bounce said) {
    var message = one.message();
    messageBounced.fire(
        new MessageBounced(
            Ids.next(),
            message.workspaceId(),
            one.at(),
            message.id(),
            message.senderAccountId(),
            message.contactId(),
            message.enrollmentId(),
            message.toAddress(),
            said.bounceClass(),
            said.reason().word(),
            said.status(),
            said.replyCode().isEmpty() ? null : said.replyCode(),
            said.diagnostic(),
            true));
    var evidence =
        said.status()
            + " "
            + said.reason().word()
            + " for "
            + Ids.wire("msg", message.id())
            + ", in the session";
    suppressAddresses.fire(
        new SuppressAddresses(
            message.workspaceId(),
            List.of(
                new SuppressionDraft(
                    message.toAddress(), null, "email", RecordBounces.BOUNCED, evidence, null))));
  }
}
