package cadenza.webhooks.application;

import cadenza.kernel.api.RuleViolation;

/** What is asked for again is asked for once. */
public class ResendingRuns extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ResendingRuns() {
    super(
        Kind.CONFLICT,
        "resending_runs",
        "Deliveries are being sent to the webhook endpoint again already; wait for their end.");
  }
}
