package cadenza.webhooks.application;

import cadenza.kernel.api.RuleViolation;

/** Somebody else changed the endpoint after it was read. */
public class EndpointChanged extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public EndpointChanged() {
    super(Kind.STALE, "stale", "The webhook endpoint was changed meanwhile; read it again.");
  }
}
