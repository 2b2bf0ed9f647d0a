package cadenza.messaging.application;

import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.BegunMessages;
import jakarta.inject.Inject;
import java.util.List;

/** The last look at a message that began more than a second ago, just before its data goes. */
@UseCase
public class LookAgain {
  @Inject BegunMessages messages;
  @Inject SuppressionList suppressions;

  public boolean mayGo(BegunMessage message) {
    return messages.isStillBegun(message.id(), message.fence())
        && suppressions.among(message.workspaceId(), List.of(message.toAddress())).isEmpty();
  }
}
