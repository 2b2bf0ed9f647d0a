package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** A token never makes a wider one than itself. */
public class ScopeBeyondCaller extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ScopeBeyondCaller(String pointer, String detail) {
    super(Kind.FORBIDDEN, "scope_beyond_caller", detail, pointer);
  }
}
