package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.Role;
import cadenza.access.api.Scopes;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.Token;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a token, never a wider one than the caller's own. */
@UseCase
public class IssueToken {
  @Inject Tokens tokens;
  @Inject HoldMaker holdMaker;
  @Inject Clocks clocks;

  /**
   * @param inboxId the one sender account the token shall be bound to, known to exist; null gives
   *     the caller's own binding, if it has one
   * @param scopes names of scopes, or {@link Scopes#EVERY}
   * @param rate requests a second, not more than the caller's own; null for the same
   * @param requiresApproval whether it asks for what it would otherwise do; a token that does makes
   *     no other
   * @param expiresAt not after what the caller came by ends; null for the same end
   */
  public NewToken issue(
      Caller caller,
      String label,
      List<String> scopes,
      @Nullable UUID inboxId,
      @Nullable Instant expiresAt,
      @Nullable Integer rate,
      boolean requiresApproval) {
    var now = clocks.real();
    var own = holdMaker.of(caller);
    requireScopes(caller, own.map(Token::holdsEveryScope).orElse(isAdmin(caller)), scopes);
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      throw new InvalidField("/expires_at", "A token cannot have expired when it is made.");
    }
    var end = endOf(caller, expiresAt);
    var bound = caller.boundInbox();
    if (bound != null && inboxId != null && !bound.equals(inboxId)) {
      throw new ScopeBeyondCaller("/inbox_id", "Your own token is bound to another inbox.");
    }
    var value = TokenValue.random();
    var token =
        Token.issue(
                caller.workspaceId(),
                value,
                label,
                Set.copyOf(scopes),
                inboxId == null ? bound : inboxId,
                end,
                caller.maker(),
                now)
            .limitedTo(rateOf(caller, rate))
            .underApproval(requiresApproval || caller.requiresApproval());
    tokens.add(token);
    return new NewToken(token.card(), value.text());
  }

  /** A role of a person has the scopes of later versions, too. */
  private static boolean isAdmin(Caller caller) {
    return caller.kind() == Caller.Kind.SESSION && caller.scopes().equals(Role.ADMIN.scopes());
  }

  private static @Nullable Integer rateOf(Caller caller, @Nullable Integer wanted) {
    var own = caller.rate();
    if (own != null && wanted != null && wanted > own) {
      throw new ScopeBeyondCaller("/requests_per_second", "Your own token may not ask that often.");
    }
    return wanted == null ? own : wanted;
  }

  /** A token ends with what its maker came by, or before; a person's tokens outlive his session. */
  private static @Nullable Instant endOf(Caller caller, @Nullable Instant wanted) {
    var last = caller.expiresAt();
    if (last != null && wanted != null && wanted.isAfter(last)) {
      throw new ScopeBeyondCaller("/expires_at", "What you came by ends before that.");
    }
    return wanted == null ? last : wanted;
  }

  private static void requireScopes(Caller caller, boolean holdsEvery, List<String> scopes) {
    if (scopes.isEmpty()) {
      throw new InvalidField("/scopes", "A token needs at least one scope.");
    }
    for (int i = 0; i < scopes.size(); i++) {
      var scope = scopes.get(i);
      if (scope.equals(Scopes.EVERY)) {
        if (!holdsEvery) {
          throw new ScopeBeyondCaller(
              "/scopes/" + i, "Your own token does not hold every scope there will be.");
        }
        continue;
      }
      if (!Scopes.exists(scope)) {
        throw new InvalidField("/scopes/" + i, "unknown_scope", "There is no such scope.");
      }
      if (!caller.scopes().contains(scope)) {
        throw new ScopeBeyondCaller(
            "/scopes/" + i, "Your own token does not hold the scope " + scope + ".");
      }
    }
  }
}
