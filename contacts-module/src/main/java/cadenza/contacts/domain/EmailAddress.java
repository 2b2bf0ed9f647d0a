package cadenza.contacts.domain;

import cadenza.kernel.api.InvalidField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One mail address as it may stand in an envelope: no display name, no comment, no quoting, nothing
 * that could break out of a header.
 */
public record EmailAddress(String text) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
              + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){0,20}");

  public static EmailAddress of(String pointer, String text) {
    return read(text)
        .orElseThrow(
            () -> new InvalidField(pointer, "invalid_address", "This is not an e-mail address."));
  }

  /** Empty for what is no e-mail address. */
  public static Optional<EmailAddress> read(String text) {
    var address = text.strip();
    return address.length() > 254 || !SHAPE.matcher(address).matches()
        ? Optional.empty()
        : Optional.of(new EmailAddress(address));
  }

  /** Addresses are compared in lower case. */
  public String key() {
    return keyOf(text);
  }

  public static String keyOf(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  /** What a suppression of this address may name: itself, its domain and those above it. */
  public static List<String> subjectsOf(String addressKey) {
    var subjects = new ArrayList<String>();
    subjects.add(addressKey);
    subjects.addAll(DomainName.upwards(DomainName.ofAddress(addressKey)));
    return subjects;
  }
}
