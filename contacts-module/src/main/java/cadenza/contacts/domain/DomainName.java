package cadenza.contacts.domain;

import cadenza.kernel.api.InvalidField;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A host's name of two labels or more, in lower case and ASCII. */
record DomainName(String text) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){1,20}");

  static DomainName of(String pointer, String text) {
    var name = ascii(text.strip().toLowerCase(Locale.ROOT));
    if (name.length() > 253 || !SHAPE.matcher(name).matches()) {
      throw new InvalidField(pointer, "invalid_domain", "This is not a domain such as acme.com.");
    }
    return new DomainName(name);
  }

  private static String ascii(String text) {
    try {
      return IDN.toASCII(text);
    } catch (IllegalArgumentException refusedByShape) {
      return "";
    }
  }

  /** What stands behind the sign of an address in lower case. */
  static String ofAddress(String addressKey) {
    return addressKey.substring(addressKey.indexOf('@') + 1);
  }

  /** The domain and those above it, down to two labels: mail.acme.com and acme.com. */
  static List<String> upwards(String domain) {
    var names = new ArrayList<String>();
    var rest = domain;
    int dot = rest.indexOf('.');
    while (dot >= 0) {
      names.add(rest);
      rest = rest.substring(dot + 1);
      dot = rest.indexOf('.');
    }
    return names;
  }
}
