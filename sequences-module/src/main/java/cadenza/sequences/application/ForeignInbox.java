package cadenza.sequences.application;

import cadenza.kernel.api.RuleViolation;

/** The caller's token is bound to another inbox. */
public class ForeignInbox extends RuleViolation {
  private static final long serialVersionUID = 1L;

  ForeignInbox(String pointer) {
    super(Kind.FORBIDDEN, "inbox_not_allowed", "The token is bound to another inbox.", pointer);
  }
}
