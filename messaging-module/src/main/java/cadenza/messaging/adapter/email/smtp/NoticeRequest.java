package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.domain.MailAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message asks of servers that offer delivery notices (RFC 3461): a failure or a delay is
 * reported with our own id of the message and the address we wrote to, whatever became of both on
 * the way.
 */
final class NoticeRequest {
  static final NoticeRequest NONE = new NoticeRequest("", Map.of());

  private static final int ENVID_AT_MOST = 100;
  private static final int ADDRESS_AT_MOST = 500;

  private final String ofMail;
  private final Map<String, String> ofRecipients;

  private NoticeRequest(String ofMail, Map<String, String> ofRecipients) {
    this.ofMail = ofMail;
    this.ofRecipients = ofRecipients;
  }

  /**
   * @param messageId with or without angle brackets
   */
  static NoticeRequest of(String messageId, List<String> recipients) {
    var id = xtext(messageId.replaceAll("[<>]", ""));
    var ofRecipients = new HashMap<String, String>();
    recipients.forEach(one -> ofRecipients.put("RCPT TO:<" + one + ">", ofRecipient(one)));
    return new NoticeRequest(
        " RET=HDRS" + (id.length() > ENVID_AT_MOST ? "" : " ENVID=" + id), ofRecipients);
  }

  private static String ofRecipient(String recipient) {
    var address = xtext(recipient);
    return " NOTIFY=FAILURE,DELAY"
        + (address.length() > ADDRESS_AT_MOST || !MailAddress.isAscii(recipient)
            ? ""
            : " ORCPT=rfc822;" + address);
  }

  /** The command with what is asked of it. */
  String on(String command) {
    if (command.startsWith("MAIL FROM:")) {
      return command + ofMail;
    }
    return command + ofRecipients.getOrDefault(command, "");
  }

  /** RFC 3461, 4: printable ASCII but + and = stands for itself, the rest as + and two digits. */
  static String xtext(String text) {
    var coded = new StringBuilder(text.length() + 8);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c > ' ' && c <= '~' && c != '+' && c != '=') {
        coded.append((char) c);
      } else {
        coded.append('+').append(String.format("%02X", c));
      }
    }
    return coded.toString();
  }
}
