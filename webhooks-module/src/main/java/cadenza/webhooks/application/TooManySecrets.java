package cadenza.webhooks.application;

import cadenza.kernel.api.RuleViolation;

/** Each request is signed by all of them, and a header has an end. */
public class TooManySecrets extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public TooManySecrets() {
    super(
        Kind.CONFLICT,
        "too_many_secrets",
        "Ten former secrets of the webhook endpoint sign still; wait until one has ended.");
  }
}
