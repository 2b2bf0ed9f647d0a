package cadenza.messaging.application;

import cadenza.contacts.api.OptOuts;
import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.WrittenTo;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Somebody wants no more mail: his address is suppressed for e-mail, and what writes to it ends. To
 * say it again changes nothing.
 */
@UseCase
public class OptOut {
  @Inject OutgoingMessages messages;
  @Inject OptOuts optOuts;
  @Inject Event<ContactOptedOut> optedOut;
  @Inject Event<SuppressAddresses> suppressAddresses;
  @Inject Clocks clocks;

  public void of(WrittenTo recipient, OptOutWay way) {
    var workspace = recipient.workspaceId();
    var address = recipient.address();
    messages.takeTurns(workspace, address);
    if (optOuts.stands(workspace, address)) {
      return;
    }
    var now = clocks.of(workspace);
    optedOut.fire(
        new ContactOptedOut(
            Ids.next(),
            workspace,
            now,
            recipient.contactId(),
            address,
            way,
            recipient.messageId(),
            recipient.enrollmentId()));
    suppressAddresses.fire(
        new SuppressAddresses(
            workspace,
            List.of(
                new SuppressionDraft(
                    address, null, "email", OptOuts.REASON, evidence(recipient, way, now), null))));
  }

  private static String evidence(WrittenTo recipient, OptOutWay way, Instant at) {
    return way.name().toLowerCase(Locale.ROOT)
        + " of "
        + Ids.wire("msg", recipient.messageId())
        + " at "
        + at;
  }
}
