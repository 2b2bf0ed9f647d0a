package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** Test workspaces do not nest. */
public class TestWorkspaceCannotOpen extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TestWorkspaceCannotOpen() {
    super(
        Kind.CONFLICT,
        "test_workspace",
        "This token belongs to a test workspace; open a test clock with a production token.");
  }
}
