package cadenza.access.domain;

import cadenza.kernel.api.RuleViolation;

/** In a workspace an address is one person's. */
public class AddressTaken extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public AddressTaken() {
    super(
        Kind.CONFLICT,
        "address_taken",
        "Another user of this workspace has this address.",
        "/email");
  }
}
