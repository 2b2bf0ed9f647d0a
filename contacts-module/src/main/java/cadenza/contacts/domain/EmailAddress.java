package cadenza.contacts.domain;

import cadenza.kernel.api.InvalidField;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
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
  /** Older and newer rules make two domains of these; whoever means one gives its A-label. */
  private static final Pattern MEANT_IN_TWO_WAYS =
      Pattern.compile("[\u00df\u1e9e\u03c2\u200c\u200d]");

  private static final Pattern SHAPE =
      Pattern.compile(
          "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\\p{L}\\p{M}\\p{Nd}-]{1,64}@"
              + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})){0,20}");

  public static EmailAddress of(String pointer, String text) {
    return read(text)
        .orElseThrow(
            () -> new InvalidField(pointer, "invalid_address", "This is not an e-mail address."));
  }

  /**
   * Empty for what is no e-mail address. An international domain is kept as its A-label, a local
   * part beyond ASCII composed and in lower case, so that one address is written in one way.
   */
  public static Optional<EmailAddress> read(String text) {
    var address = text.strip();
    if (address.length() > 254) {
      return Optional.empty();
    }
    if (!isAscii(address)) {
      var one = international(address);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      address = one.get();
    }
    return address.length() > 254 || !SHAPE.matcher(address).matches()
        ? Optional.empty()
        : Optional.of(new EmailAddress(address));
  }

  private static Optional<String> international(String address) {
    int at = address.lastIndexOf('@');
    var local = address.substring(0, Math.max(0, at));
    var domain = address.substring(at + 1);
    var one =
        isAscii(local)
            ? local
            : Normalizer.normalize(local, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    if (isCutToLineEnd(one) || MEANT_IN_TWO_WAYS.matcher(domain).find()) {
      return Optional.empty();
    }
    try {
      return one.getBytes(StandardCharsets.UTF_8).length > 64
          ? Optional.empty()
          : Optional.of(one + "@" + IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES));
    } catch (IllegalArgumentException noDomain) {
      return Optional.empty();
    }
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  /** Programs that cut characters down to a byte would end a line there. */
  private static boolean isCutToLineEnd(String text) {
    return text.chars()
        .anyMatch(c -> c >= 0x80 && ((c & 0xff) == 0 || (c & 0xff) == '\r' || (c & 0xff) == '\n'));
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
