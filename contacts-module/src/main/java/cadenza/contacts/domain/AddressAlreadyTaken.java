package cadenza.contacts.domain;

import cadenza.kernel.api.RuleViolation;

/** Another contact of the workspace holds one of the addresses. */
public class AddressAlreadyTaken extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public AddressAlreadyTaken() {
    super(
        Kind.CONFLICT,
        "address_already_taken",
        "Another contact holds one of these addresses.",
        "/emails");
  }
}
