package cadenza.messaging.domain;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a link of a mail leads: an address of the web (http, https), word for word as its author
 * wrote it.
 *
 * @param text without the spaces around it
 */
public record LinkTarget(String text) {
  /** Bytes that tell the links of a mail apart. */
  public static final int DIGEST_LENGTH = 8;

  private static final Pattern WEB =
      Pattern.compile("(?i)(https?://)([^/?#\\\\]+)(.*)", Pattern.DOTALL);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");

  /** Empty for what is none, and for what no Location field could carry. */
  public static Optional<LinkTarget> of(String href) {
    var target = new LinkTarget(strip(href));
    var isWeb = WEB.matcher(target.text).matches();
    return isWeb && isCarried(target.text) && target.hostIsNamed()
        ? Optional.of(target)
        : Optional.empty();
  }

  /** As every browser does. */
  private static String strip(String href) {
    int from = 0;
    int to = href.length();
    while (from < to && href.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && href.charAt(to - 1) <= ' ') {
      to--;
    }
    return href.substring(from, to);
  }

  private static boolean isCarried(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF || c == 0xFFFD);
  }

  private boolean hostIsNamed() {
    try {
      return !location().isEmpty();
    } catch (IllegalArgumentException noName) {
      return false;
    }
  }

  /**
   * As a Location field carries it: byte by byte as it is where it is ASCII, and else mapped as RFC
   * 3987, 3.1 has it, the host to its ASCII form and the rest to UTF-8 in percent signs. A space,
   * which no address may hold, is written as every browser would.
   */
  public String location() {
    if (text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return text;
    }
    var parts = WEB.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Not an address of the web");
    }
    return parts.group(1) + authority(parts.group(2)) + escaped(parts.group(3));
  }

  private static String authority(String text) {
    int user = text.lastIndexOf('@') + 1;
    int port = text.indexOf(':', user);
    var host = port < 0 ? text.substring(user) : text.substring(user, port);
    return escaped(text.substring(0, user))
        + (isAscii(host) ? escaped(host) : named(host))
        + (port < 0 ? "" : escaped(text.substring(port)));
  }

  /** Some characters become a slash or a space on the way, and the host another one. */
  private static String named(String host) {
    var name = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a host");
    }
    return name;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      if (one > ' ' && one < 0x7f) {
        escaped.append((char) one);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", one));
      }
    }
    return escaped.toString();
  }

  /** What names this target among those of its mail: the first bytes of its SHA-256. */
  public byte[] digest() {
    try {
      var whole =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(whole, DIGEST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
