package cadenza.access.application;

import cadenza.access.domain.Approvals;
import cadenza.access.domain.IdempotencyKeys;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/**
 * Stored answers lose their bodies; the key still tells that the request has happened. What waits
 * for approval, or waited, loses the words themselves.
 */
@UseCase
public class ForgetAnswers {
  @Inject IdempotencyKeys keys;
  @Inject Approvals approvals;

  public void mentioning(UUID workspaceId, List<String> mentions) {
    keys.forgetBodies(workspaceId, mentions);
    approvals.erase(workspaceId, mentions);
  }
}
