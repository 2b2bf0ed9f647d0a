package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.domain.ScopeBeyondCaller;
import cadenza.access.domain.Token;
import cadenza.access.domain.TokenValue;
import cadenza.access.domain.Tokens;
import cadenza.access.domain.Workspace;
import cadenza.access.domain.Workspaces;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.kernel.api.Visits;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Set;

/** Another tenant, and the token by which it begins; nothing of it is the opener's to see. */
@UseCase
public class OpenWorkspace {
  @Inject Workspaces workspaces;
  @Inject Tokens tokens;
  @Inject HoldMaker holdMaker;
  @Inject Clocks clocks;
  @Inject Visits visits;

  public OpenedWorkspace open(Caller caller, String name, ZoneId zone) {
    var now = clocks.real();
    if (holdMaker.of(caller).isEmpty()) {
      throw new ScopeBeyondCaller("", "Only a token opens workspaces.");
    }
    var workspace = Workspace.open(name, zone, false, now);
    var value = TokenValue.random();
    var token =
        Token.issue(
            workspace.id(), value, "First token", Set.of(Scopes.EVERY), null, null, null, now);
    return visits.in(
        workspace.id(),
        () -> {
          workspaces.add(workspace);
          tokens.add(token);
          return new OpenedWorkspace(workspace.card(), new NewToken(token.card(), value.text()));
        });
  }
}
