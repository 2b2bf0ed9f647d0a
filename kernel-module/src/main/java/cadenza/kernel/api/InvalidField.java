package cadenza.kernel.api;

/** One field of the request is understood and wrong. */
public class InvalidField extends RuleViolation {
  private static final long serialVersionUID = 1L;

  /**
   * @param pointer JSON pointer of the field, as in {@code /recipient/contact_id}
   */
  public InvalidField(String pointer, String code, String detail) {
    super(Kind.INVALID, code, detail, pointer);
  }

  public InvalidField(String pointer, String detail) {
    this(pointer, "invalid_field", detail);
  }
}
