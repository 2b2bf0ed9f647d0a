package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.Colleagues;
import cadenza.access.api.Role;
import cadenza.access.api.UserCard;
import cadenza.access.api.UserRemoved;
import cadenza.access.domain.AddressTaken;
import cadenza.access.domain.ChangedMeanwhile;
import cadenza.access.domain.LastAdmin;
import cadenza.access.domain.Logins;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.Token;
import cadenza.access.domain.Tokens;
import cadenza.access.domain.User;
import cadenza.access.domain.Users;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The people of a workspace; nobody makes or changes somebody who may do more than himself. */
@UseCase
public class ManageUsers implements Colleagues {
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,189}");

  @Inject Users users;
  @Inject Logins logins;
  @Inject Tokens tokens;
  @Inject EndTokens endTokens;
  @Inject Clocks clocks;
  @Inject Event<UserRemoved> userRemoved;

  /**
   * @param stretched the password as {@link Passwords} made it, or null for none yet
   */
  public UserCard add(
      Caller caller, String name, String email, Role role, @Nullable String stretched) {
    requireWithin(caller, role, "/role");
    requireLasting(caller, role, stretched);
    var address = User.normal(email);
    if (!ADDRESS.matcher(address).matches()) {
      throw new InvalidField("/email", "invalid_email", "This is not an e-mail address.");
    }
    if (users.holding(caller.workspaceId(), address) > 0) {
      throw new AddressTaken();
    }
    var user = User.of(caller.workspaceId(), name, address, role, clocks.real());
    if (stretched != null) {
      user.takePassword(stretched);
    }
    users.add(user);
    return user.card();
  }

  /**
   * Changes what is not null. With an old password end the sessions that it opened, and with it or
   * with a lesser role the tokens that the person made, and what was made with those. Nobody takes
   * the last way into the workspace ({@code LastAdmin}).
   *
   * @param expectedVersion the version that the caller has read; null for any
   */
  public UserCard change(
      Caller caller,
      UUID id,
      @Nullable Long expectedVersion,
      @Nullable String name,
      @Nullable Role role,
      @Nullable String stretched) {
    endTokens.begin(caller.workspaceId());
    var user = locked(caller.workspaceId(), id);
    requireWithin(caller, user.role(), "/role");
    requireLasting(caller, role, stretched);
    boolean wasWayIn = user.isWayIn();
    boolean isLess = role != null && !role.scopes().containsAll(user.role().scopes());
    boolean isAnother = stretched != null && user.password().isPresent();
    if (expectedVersion != null && expectedVersion != user.version()) {
      throw new ChangedMeanwhile();
    }
    if (name != null) {
      user.rename(name);
    }
    if (role != null) {
      requireWithin(caller, role, "/role");
      user.become(role);
    }
    if (stretched != null) {
      user.takePassword(stretched);
    }
    users.update(user);
    if (stretched != null) {
      logins.endAllOf(caller.workspaceId(), id);
    }
    if (isLess || isAnother) {
      endTokensOf(caller.workspaceId(), id, wasWayIn && !user.isWayIn());
    }
    return user(caller.workspaceId(), id).card();
  }

  /**
   * With the person go his sessions and every token that he made, and what those made; not with the
   * last way into the workspace ({@code LastAdmin}).
   */
  public void remove(Caller caller, UUID id) {
    endTokens.begin(caller.workspaceId());
    var user = locked(caller.workspaceId(), id);
    requireWithin(caller, user.role(), "");
    users.remove(user);
    endTokensOf(caller.workspaceId(), id, user.isWayIn());
    userRemoved.fire(
        new UserRemoved(Ids.next(), caller.workspaceId(), clocks.of(caller.workspaceId()), id));
  }

  @Override
  public boolean hold(UUID workspaceId, UUID userId) {
    return users.locked(workspaceId, userId).isPresent();
  }

  private void endTokensOf(UUID workspaceId, UUID id, boolean wasWayIn) {
    var made = endTokens.madeBy(workspaceId, id, Set.of());
    endTokens.end(made);
    if (endTokens.areTheLastWayIn(workspaceId, made, wasWayIn)) {
      throw new LastAdmin();
    }
  }

  public UserCard read(UUID workspaceId, UUID id) {
    return user(workspaceId, id).card();
  }

  public Page<UserCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = users.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, user -> user.id().toString()).map(User::card);
  }

  private User user(UUID workspaceId, UUID id) {
    return users.with(workspaceId, id).orElseThrow(() -> new NotFound("user"));
  }

  private User locked(UUID workspaceId, UUID id) {
    return users.locked(workspaceId, id).orElseThrow(() -> new NotFound("user"));
  }

  /** A password and the role of an admin last, and so must what gives them. */
  private void requireLasting(Caller caller, @Nullable Role role, @Nullable String stretched) {
    if (stretched == null && role != Role.ADMIN || caller.kind() == Caller.Kind.SESSION) {
      return;
    }
    var own = tokens.with(caller.workspaceId(), caller.tokenId());
    if (caller.kind() != Caller.Kind.TOKEN || own.filter(Token::isUnlimited).isEmpty()) {
      throw new ScopeBeyondCaller(
          stretched == null ? "/role" : "/password",
          "Only a person, or a token of * without an end and a limit, gives that.");
    }
  }

  private static void requireWithin(Caller caller, Role role, String pointer) {
    if (caller.requiresApproval()) {
      throw new ScopeBeyondCaller(pointer, "Your own token requires approval, a user does not.");
    }
    if (!caller.scopes().containsAll(role.scopes())) {
      throw new ScopeBeyondCaller(pointer, "That user may do more than you.");
    }
  }
}
