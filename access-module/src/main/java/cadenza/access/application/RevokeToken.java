package cadenza.access.application;

import cadenza.access.domain.Tokens;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.UUID;

/** Ends a token; a repeat changes nothing. */
@UseCase
public class RevokeToken {
  @Inject Tokens tokens;
  @Inject Clocks clocks;

  public void revoke(UUID workspaceId, UUID tokenId) {
    var token = tokens.locked(workspaceId, tokenId).orElseThrow(() -> new NotFound("token"));
    token.revoke(clocks.real());
    tokens.update(token);
  }
}
