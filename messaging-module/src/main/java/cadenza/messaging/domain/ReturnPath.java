package cadenza.messaging.domain;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a server sends the bounce of a message, when that address names the message (VERP): the
 * account's own, with the message's token behind a plus (RFC 5233). A bounce that has lost
 * everything of ours still comes to it.
 */
public final class ReturnPath {
  /** RFC 5321, 4.5.3.1.1. */
  private static final int LOCAL_AT_MOST = 64;

  /** The token in front of a Message-ID of ours: 128 bits, five to a letter. */
  private static final String TOKEN = "[0-9a-v]{26}";

  private static final Pattern ID = Pattern.compile("<(" + TOKEN + ")@([^<>\\s]+)>");
  private static final Pattern NAMED = Pattern.compile("\\+(" + TOKEN + ")@([^\\s<>,;:\"]+)");

  private ReturnPath() {}

  /**
   * @param address the account's
   * @param messageId with angle brackets
   * @return empty where there is no room for it: then bounces come to the plain address
   */
  public static Optional<String> of(String address, String messageId) {
    var id = ID.matcher(messageId);
    int at = address.lastIndexOf('@');
    if (at < 0 || !id.matches()) {
      return Optional.empty();
    }
    var local = address.substring(0, at) + "+" + id.group(1);
    return local.length() > LOCAL_AT_MOST
        ? Optional.empty()
        : Optional.of(local + address.substring(at));
  }

  /**
   * @param recipients the value of a field, such as Delivered-To
   * @return the Message-ID of the message that is named there, with angle brackets; its domain in
   *     lower case, as we write it, whatever servers on the way have made of it
   */
  public static Optional<String> messageIdIn(String recipients) {
    var named = NAMED.matcher(recipients);
    return named.find()
        ? Optional.of("<" + named.group(1) + "@" + named.group(2).toLowerCase(Locale.ROOT) + ">")
        : Optional.empty();
  }
}
