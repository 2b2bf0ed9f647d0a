package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.Workspaces;
import cadenza.access.domain.LastToken;
import cadenza.access.domain.Token;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Ends a token; a repeat ends what may have been left of it. */
@UseCase
public class RevokeToken {
  @Inject Tokens tokens;
  @Inject Workspaces workspaces;
  @Inject Clocks clocks;

  /**
   * @param cascade whether everything that was made with it ends too, and what was made with that:
   *     somebody who stole it may have made himself another. The caller's own token stays, unless
   *     it is the one meant, so that a token can be replaced by one that it made
   */
  public void revoke(Caller caller, UUID tokenId, boolean cascade) {
    var now = clocks.real();
    tokens.lockAllOf(caller.workspaceId());
    var token =
        tokens.locked(caller.workspaceId(), tokenId).orElseThrow(() -> new NotFound("token"));
    var ended = new ArrayList<>(List.of(token));
    if (cascade) {
      ended.addAll(madeWith(tokenId, caller));
    }
    for (var one : ended) {
      one.revoke(now);
      tokens.update(one);
    }
    if (ended.stream().anyMatch(Token::makesTokens) && isLockedOut(caller.workspaceId(), now)) {
      throw new LastToken();
    }
  }

  /** From each token to those it made: whoever is just making one waits here, or is found. */
  private List<Token> madeWith(UUID tokenId, Caller caller) {
    var all = new ArrayList<Token>();
    Set<UUID> seen = new HashSet<>(List.of(tokenId, caller.tokenId()));
    var makers = List.of(tokenId);
    while (!makers.isEmpty()) {
      var made =
          tokens.lockedMadeWith(caller.workspaceId(), makers).stream()
              .filter(token -> seen.add(token.id()))
              .toList();
      all.addAll(made);
      makers = made.stream().map(Token::id).toList();
    }
    return all;
  }

  private boolean isLockedOut(UUID workspaceId, Instant now) {
    return !workspaces.withId(workspaceId).test() && !tokens.someoneMakesTokens(workspaceId, now);
  }
}
