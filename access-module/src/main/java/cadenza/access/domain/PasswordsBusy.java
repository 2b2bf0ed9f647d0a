package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** Too many passwords are being stretched; the rest of the server has work, too. */
public class PasswordsBusy extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public PasswordsBusy() {
    super(Kind.LATER, "too_many_requests", "Too many people log in at once; try again soon.");
  }
}
