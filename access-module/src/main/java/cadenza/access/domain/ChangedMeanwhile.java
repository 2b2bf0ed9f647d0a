package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** The caller has read an earlier version. */
public class ChangedMeanwhile extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ChangedMeanwhile() {
    super(Kind.STALE, "stale", "It was changed since the ETag in If-Match; read it again.");
  }
}
