package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/**
 * How a mailbox is reached by SMTP or IMAP.
 *
 * @param security {@code none}, {@code starttls} or {@code tls}
 * @param password never read back: null in every answer; null in a change keeps the stored one
 */
public record MailServerSettings(
    String host, int port, String security, @Nullable String username, @Nullable String password) {
  @Override
  public String toString() {
    return "MailServerSettings[" + host + ":" + port + " " + security + "]";
  }
}
