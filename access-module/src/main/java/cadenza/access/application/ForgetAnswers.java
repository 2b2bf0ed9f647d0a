package cadenza.access.application;

import cadenza.access.domain.IdempotencyKeys;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Stored answers lose their bodies; the key still tells that the request has happened. */
@UseCase
public class ForgetAnswers {
  @Inject IdempotencyKeys keys;

  public void mentioning(UUID workspaceId, List<String> mentions) {
    keys.forgetBodies(workspaceId, mentions);
  }
}
