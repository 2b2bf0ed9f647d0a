package cadenza.contacts.application;

import cadenza.kernel.api.RuleViolation;

/** A file that cannot be read as a whole; nothing of it is imported. */
public class ImportRefused extends RuleViolation {
  private static final long serialVersionUID = 1L;

  public ImportRefused(String code, String detail) {
    super(Kind.INVALID, code, detail);
  }
}
