package cadenza.messaging.application;

import cadenza.contacts.api.OptOuts;
import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.ContactOptedOut;
import cadenza.messaging.api.OptOutWay;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.WrittenTo;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
    of(recipient, way, recipient.address());
  }

  /**
   * @param writer where the recipient says it from; written to no more, either
   */
  public void of(WrittenTo recipient, OptOutWay way, String writer) {
    var workspace = recipient.workspaceId();
    var address = recipient.address();
    Stream.of(address, writer)
        .map(one -> one.toLowerCase(Locale.ROOT))
        .sorted()
        .distinct()
        .forEach(one -> messages.takeTurns(workspace, one));
    var now = clocks.of(workspace);
    if (!optOuts.stands(workspace, address)) {
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
      suppress(recipient, address, way, now);
    }
    if (!MailAddress.same(address, writer) && !optOuts.stands(workspace, writer)) {
      suppress(recipient, writer, way, now);
    }
  }

  private void suppress(WrittenTo recipient, String address, OptOutWay way, Instant now) {
    suppressAddresses.fire(
        new SuppressAddresses(
            recipient.workspaceId(),
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
