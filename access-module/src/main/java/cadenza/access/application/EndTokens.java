package cadenza.access.application;

import cadenza.access.api.Workspaces;
import cadenza.access.domain.Token;
import cadenza.access.domain.Tokens;
import cadenza.access.domain.Users;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The one way in which tokens end, with whatever was made with them. */
@UseCase
public class EndTokens {
  @Inject Tokens tokens;
  @Inject Users users;
  @Inject Workspaces workspaces;
  @Inject Clocks clocks;
  @Inject Event<TokensEnded> tokensEnded;

  /** First of all: until the end of the transaction nobody else ends a way into this workspace. */
  public void begin(UUID workspaceId) {
    tokens.lockAllOf(workspaceId);
  }

  /**
   * From each token or person to what they made, here and in their test workspaces: whoever is just
   * making one waits, or is found.
   *
   * @param spared which are left out with what they made
   */
  public List<Token> madeBy(UUID workspaceId, UUID maker, Set<UUID> spared) {
    var all = new ArrayList<Token>();
    var seen = new HashSet<>(spared);
    seen.add(maker);
    var makers = List.of(maker);
    while (!makers.isEmpty()) {
      var made =
          tokens.lockedMadeWith(workspaceId, makers).stream()
              .filter(token -> seen.add(token.id()))
              .toList();
      all.addAll(made);
      makers = made.stream().map(Token::id).toList();
    }
    return all;
  }

  public void end(Collection<Token> these) {
    var now = clocks.real();
    for (var one : these) {
      one.revoke(now);
      tokens.update(one);
    }
    tokensEnded.fire(new TokensEnded());
  }

  /**
   * Whether nobody could let anybody in again, once these and perhaps somebody are gone. A test
   * workspace may be left without an entrance: whoever opened it moves its clock.
   *
   * @param wasWayIn whether the person who is gone, or less than he was, was one
   */
  public boolean areTheLastWayIn(UUID workspaceId, Collection<Token> ended, boolean wasWayIn) {
    boolean letIn = wasWayIn || ended.stream().anyMatch(Token::makesTokens);
    boolean opened = ended.stream().anyMatch(Token::opensWorkspaces);
    if (!letIn && !opened || workspaces.withId(workspaceId).test()) {
      return false;
    }
    var left = tokens.standing(workspaceId, clocks.real());
    return letIn
            && left.stream().noneMatch(Token::makesTokens)
            && !users.someoneIsWayIn(workspaceId)
        || opened && left.stream().noneMatch(Token::opensWorkspaces);
  }
}
