package cadenza.messaging.domain;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The form of an address that may stand in a command or a header. */
public final class MailAddress {
  private static final String ATOM_SPECIALS = "!#$%&'*+-/=?^_`{|}~.";

  private MailAddress() {}

  /**
   * The address in ASCII: its domain as an A-label. Empty when it is no plain {@code local@domain};
   * a local part beyond ASCII needs SMTPUTF8 and is empty, too.
   */
  public static Optional<String> ascii(String address) {
    return isAscii(address.substring(0, Math.max(0, address.lastIndexOf('@'))))
        ? writable(address)
        : Optional.empty();
  }

  /** The same, but a local part beyond ASCII stays as it is (RFC 6531); for recipients only. */
  public static Optional<String> writable(String address) {
    int at = address.lastIndexOf('@');
    if (at <= 0 || address.length() > 254 || !isDotAtom(address.substring(0, at))) {
      return Optional.empty();
    }
    if (address.substring(0, at).getBytes(StandardCharsets.UTF_8).length > 64) {
      return Optional.empty();
    }
    try {
      var domain = IDN.toASCII(address.substring(at + 1), IDN.ALLOW_UNASSIGNED);
      return isDomain(domain)
          ? Optional.of(address.substring(0, at + 1) + domain)
          : Optional.empty();
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }

  /** What stands behind the at sign: an A-label where it can be one, in lower case. */
  public static String domain(String address) {
    var domain = address.substring(address.lastIndexOf('@') + 1);
    try {
      return IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException noDomain) {
      return domain.toLowerCase(Locale.ROOT);
    }
  }

  /** As people write it: mail names an international domain by its A-label. */
  public static String readable(String address) {
    int at = address.lastIndexOf('@');
    return address.substring(0, at + 1) + IDN.toUnicode(address.substring(at + 1));
  }

  /** Whether both are one mailbox, however they are written. */
  public static boolean same(String one, String other) {
    return readable(one).equalsIgnoreCase(readable(other));
  }

  /** Whether one's domain is the other's, or lies in it. */
  public static boolean sameDomain(String one, String other) {
    var a = domain(one);
    var b = domain(other);
    return !a.isEmpty() && (a.equals(b) || a.endsWith("." + b) || b.endsWith("." + a));
  }

  /** Whether it can be said to every server. */
  public static boolean isAscii(String address) {
    return address.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isDotAtom(String local) {
    if (local.startsWith(".") || local.endsWith(".") || local.contains("..")) {
      return false;
    }
    return local
        .codePoints()
        .allMatch(c -> isLetterOrDigit(c) || ATOM_SPECIALS.indexOf(c) >= 0 || isBeyondAscii(c));
  }

  /**
   * Letters, marks and digits of any script. Not those that are a line's end or nothing once a
   * program has cut them down to a byte.
   */
  private static boolean isBeyondAscii(int c) {
    int cut = c & 0xff;
    boolean mark =
        Character.getType(c) == Character.NON_SPACING_MARK
            || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    return c >= 0x80
        && (Character.isLetterOrDigit(c) || mark)
        && cut != 0
        && cut != '\r'
        && cut != '\n';
  }

  private static boolean isDomain(String domain) {
    if (domain.isEmpty()
        || domain.startsWith(".")
        || domain.endsWith(".")
        || domain.contains("..")) {
      return false;
    }
    return domain.chars().allMatch(c -> isLetterOrDigit(c) || c == '-' || c == '.' || c == '_');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
