package cadenza.messaging.adapter.event;

import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.SenderCapacity;
import cadenza.messaging.domain.PaceBook_;
import cadenza.messaging.domain.SenderAccountBook_;
import org.hibernate.StatelessSession;

/** What grants room, on one session, as the container would put it together. */
public final class PaceParts {
  private PaceParts() {}

  public static SenderCapacity capacity(StatelessSession session) {
    var capacity = new ReservedCapacity();
    capacity.accounts = new SenderAccountBook_(session);
    capacity.paces = new PaceBook_(session);
    return capacity;
  }

  public static RecipientPace recipients(StatelessSession session) {
    var recipients = new ReservedRecipients();
    recipients.paces = new PaceBook_(session);
    return recipients;
  }
}
