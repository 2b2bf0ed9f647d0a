package cadenza.webhooks.application;

import cadenza.kernel.api.RuleViolation;

/** Nothing is sent to an endpoint that is disabled or deleted. */
public class EndpointIsNotEnabled extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public EndpointIsNotEnabled() {
    super(Kind.CONFLICT, "endpoint_not_enabled", "The webhook endpoint is not enabled.");
  }
}
