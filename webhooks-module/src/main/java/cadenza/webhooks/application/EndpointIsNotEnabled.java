package cadenza.webhooks.application;

import cadenza.kernel.api.RuleViolation;

/** Nothing is sent to an endpoint that is disabled or deleted. */
public class EndpointIsNotEnabled extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public EndpointIsNotEnabled() {
    this("The webhook endpoint is not enabled.");
  }

  private EndpointIsNotEnabled(String detail) {
    super(Kind.CONFLICT, "endpoint_not_enabled", detail);
  }

  /** It is enabled again, and what was pending when it was switched off is being cancelled. */
  static EndpointIsNotEnabled yet() {
    return new EndpointIsNotEnabled(
        "What was pending for the webhook endpoint is being cancelled; ask again in a moment.");
  }
}
