package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.OutgoingMessages;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** The stop: takes back what enrollments have queued, before it begins. */
@UseCase
public class WithdrawQueued {
  @Inject OutgoingMessages messages;

  public void withdraw(UUID workspaceId, List<UUID> enrollmentIds, String reason) {
    if (!enrollmentIds.isEmpty()) {
      messages.withdraw(workspaceId, enrollmentIds, reason);
    }
  }
}
