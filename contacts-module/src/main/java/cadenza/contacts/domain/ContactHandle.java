package cadenza.contacts.domain;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

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

  /** Of a contact; a phone of fewer than three digits is none. */
  static Set<ContactHandle> all(String[] phoneNumbers, String[] profileUrls) {
    var handles = new LinkedHashSet<ContactHandle>();
    for (var number : phoneNumbers) {
      var key = PhoneNumber.keyOf(number);
      if (key.length() >= 3) {
        handles.add(new ContactHandle(Kind.PHONE, key));
      }
    }
    for (var url : profileUrls) {
      handles.add(new ContactHandle(Kind.PROFILE, ProfileUrl.of("", url).key()));
    }
    return handles;
  }

  /** What it is. */
  public enum Kind {
    PHONE,
    PROFILE
  }
}
