package cadenza.kernel.adapter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hosts as they may be written: a plain name of ASCII labels, four decimal numbers, or IPv6. The
 * other spellings of an address (decimal, octal, hexadecimal, shortened) mean different things to
 * different readers, so they are refused.
 */
final class HostLiteral {
  private static final String NUMBER = "(0|[1-9][0-9]{0,2})";
  private static final Pattern DOTTED_QUAD =
      Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "\\." + NUMBER);
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]+(:" + DOTTED_QUAD + ")?");
  private static final String LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
  private static final Pattern NAME =
      Pattern.compile("(" + LABEL + "\\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final int LONGEST_NAME = 253;

  private HostLiteral() {}

  /** Whether it is a name that a resolver may be asked for. */
  static boolean isName(String host) {
    return host.length() <= LONGEST_NAME && NAME.matcher(host).matches();
  }

  /** The address that a literal stands for, with or without the brackets of a URL. */
  static Optional<InetAddress> address(String host) {
    var bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    boolean literal =
        DOTTED_QUAD.matcher(bare).matches()
            || (bare.indexOf(':') >= 0 && IPV6.matcher(bare).matches());
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException outOfRange) {
      return Optional.empty();
    }
  }
}
