package cadenza.access.application;

import cadenza.access.api.Role;
import cadenza.access.api.Scopes;
import cadenza.access.domain.Token;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens;
import cadenza.access.domain.User;
import cadenza.access.domain.Users;
import cadenza.access.domain.Workspace;
import cadenza.access.domain.Workspaces;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.ZoneOffset;
import java.util.Set;

/** The first workspace, its first user and the token that the operator chose. */
@EngineWork
@UseCase
public class OpenFirstWorkspace {
  @Inject Workspaces workspaces;
  @Inject Users users;
  @Inject Tokens tokens;
  @Inject Clocks clocks;

  /** Whether it was opened: false once there is any workspace, so the setting may stay. */
  public boolean open(String bootstrapToken) {
    workspaces.lockTheFirst();
    if (workspaces.count() > 0) {
      return false;
    }
    var value = new TokenValue(bootstrapToken);
    if (!value.wellFormed()) {
      throw new IllegalStateException(
          "cadenza.bootstrap.token must have 32 to 200 characters (a value that starts with cdz_"
              + " must be a complete token with its checksum).");
    }
    var now = clocks.real();
    var workspace = Workspace.open("Cadenza", ZoneOffset.UTC, false, now);
    var user = User.of(workspace.id(), "Operator", null, Role.ADMIN, now);
    workspaces.add(workspace);
    users.add(user);
    tokens.add(
        Token.issue(
            workspace.id(),
            value,
            "Bootstrap",
            Set.of(Scopes.EVERY, Scopes.WORKSPACES_WRITE),
            null,
            null,
            user.id(),
            now));
    return true;
  }
}
