package cadenza.contacts.domain;

import java.util.Optional;

/** A phone number or a profile in its normal form. */
public record ContactHandle(Kind kind, String key) {
  /** Empty for what is neither. */
  public static Optional<ContactHandle> read(String text) {
    var said = text.strip();
    if (PhoneNumber.looksLike(said)) {
      return Optional.of(new ContactHandle(Kind.PHONE, PhoneNumber.keyOf(said)));
    }
    return ProfileUrl.read(said).map(url -> new ContactHandle(Kind.PROFILE, url.key()));
  }

  /** What it is. */
  public enum Kind {
    PHONE,
    PROFILE
  }
}
