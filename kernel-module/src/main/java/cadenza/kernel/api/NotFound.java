package cadenza.kernel.api;

/** Nothing of that kind has this id in the caller's workspace. */
public class NotFound extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public NotFound(String what) {
    super(Kind.NOT_FOUND, "not_found", "No " + what + " has this id.");
  }
}
