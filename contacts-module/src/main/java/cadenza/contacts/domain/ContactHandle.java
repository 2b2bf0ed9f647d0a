package cadenza.contacts.domain;

/** A phone number or a profile in its normal form. */
public record ContactHandle(Kind kind, String key) {
  /** What it is. */
  public enum Kind {
    PHONE,
    PROFILE
  }
}
