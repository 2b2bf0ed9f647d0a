package cadenza.access.application;

import cadenza.access.domain.Approval;
import cadenza.access.domain.ListedApproval;
import cadenza.access.domain.Login;
import cadenza.access.domain.TestClock;
import cadenza.access.domain.Token;
import cadenza.access.domain.User;
import cadenza.access.domain.Workspace;
import cadenza.testing.ModuleDatabase;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** This module's tables, and workspaces in them. */
final class AccessDatabase extends ModuleDatabase<StatelessSession> {
  AccessDatabase() {
    super(
        "access",
        Function.identity(),
        Workspace.class,
        User.class,
        Token.class,
        TestClock.class,
        Login.class,
        Approval.class,
        ListedApproval.class);
  }

  void workspace(UUID id) {
    execute("insert into access.workspace values ('" + id + "', 'Test', 'UTC', false, now())");
  }
}
