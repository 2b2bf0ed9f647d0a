package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.domain.LastToken;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ends a token; a repeat ends what may have been left of it. */
@UseCase
public class RevokeToken {
  @Inject Tokens tokens;
  @Inject EndTokens endTokens;

  /**
   * @param cascade whether everything that was made with it ends too, and what was made with that:
   *     somebody who stole it may have made himself another. The caller's own token stays, unless
   *     it is the one meant, so that a token can be replaced by one that it made
   */
  public void revoke(Caller caller, UUID tokenId, boolean cascade) {
    endTokens.begin(caller.workspaceId());
    var token =
        tokens.locked(caller.workspaceId(), tokenId).orElseThrow(() -> new NotFound("token"));
    var ended = new ArrayList<>(List.of(token));
    if (cascade) {
      var spared = Set.of(caller.tokenId());
      ended.addAll(endTokens.madeBy(caller.workspaceId(), tokenId, spared));
    }
    endTokens.end(ended);
    if (endTokens.areTheLastWayIn(caller.workspaceId(), ended, false)) {
      throw new LastToken();
    }
  }
}
