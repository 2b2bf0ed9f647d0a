package cadenza.access.application;

import cadenza.access.adapter.StoredTokens;
import cadenza.access.api.WorkspaceCard;
import cadenza.access.domain.Logins_;
import cadenza.access.domain.TestClocks_;
import cadenza.access.domain.Tokens_;
import cadenza.access.domain.Users_;
import cadenza.access.domain.Workspaces_;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Visits;
import cadenza.testing.Heard;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hibernate.StatelessSession;

/** Use cases as the container puts them together, on one session. */
final class ByHand {
  private ByHand() {}

  static AuthenticateToken authenticateToken(
      StatelessSession session, DataSource dataSource, Clocks clocks) {
    var authenticate = new AuthenticateToken();
    authenticate.tokenHolders = new StoredTokens(dataSource);
    authenticate.noteTokenUse = new NoteTokenUse();
    authenticate.noteTokenUse.tokens = new Tokens_(session);
    authenticate.clocks = clocks;
    return authenticate;
  }

  static IssueToken issueToken(StatelessSession session, Clocks clocks) {
    var issue = new IssueToken();
    issue.tokens = new Tokens_(session);
    issue.holdMaker = holdMaker(session, clocks);
    issue.clocks = clocks;
    return issue;
  }

  static OpenTestClock openTestClock(StatelessSession session, Clocks clocks) {
    var open = new OpenTestClock();
    open.callers = ByHand::production;
    open.workspaces = new Workspaces_(session);
    open.testClocks = new TestClocks_(session);
    open.tokens = new Tokens_(session);
    open.holdMaker = holdMaker(session, clocks);
    open.clocks = clocks;
    open.visits = new AtHome();
    return open;
  }

  static RevokeToken revokeToken(StatelessSession session, Clocks clocks) {
    var revoke = new RevokeToken();
    revoke.tokens = new Tokens_(session);
    revoke.endTokens = endTokens(session, clocks);
    return revoke;
  }

  static ManageUsers manageUsers(StatelessSession session, Clocks clocks) {
    var manage = new ManageUsers();
    manage.users = new Users_(session);
    manage.logins = new Logins_(session);
    manage.tokens = new Tokens_(session);
    manage.endTokens = endTokens(session, clocks);
    manage.clocks = clocks;
    manage.userRemoved = new Heard<>();
    return manage;
  }

  static OpenFirstWorkspace openFirstWorkspace(StatelessSession session, Clocks clocks) {
    var open = new OpenFirstWorkspace();
    open.workspaces = new Workspaces_(session);
    open.users = new Users_(session);
    open.tokens = new Tokens_(session);
    open.clocks = clocks;
    return open;
  }

  private static HoldMaker holdMaker(StatelessSession session, Clocks clocks) {
    var hold = new HoldMaker();
    hold.tokens = new Tokens_(session);
    hold.users = new Users_(session);
    hold.logins = new Logins_(session);
    hold.clocks = clocks;
    return hold;
  }

  private static EndTokens endTokens(StatelessSession session, Clocks clocks) {
    var end = new EndTokens();
    end.tokens = new Tokens_(session);
    end.users = new Users_(session);
    end.workspaces = ByHand::production;
    end.clocks = clocks;
    end.tokensEnded = new Heard<>();
    return end;
  }

  private static WorkspaceCard production(UUID id) {
    return new WorkspaceCard(id, "Test", ZoneOffset.UTC, false);
  }

  /** This database has no wall: every workspace is at hand. */
  private static final class AtHome implements Visits {
    @Override
    public <T> T in(UUID workspaceId, Supplier<T> work) {
      return work.get();
    }
  }
}
