package cadenza.messaging.domain;

import org.jspecify.annotations.Nullable;

/**
 * Where and how a mailbox is reached.
 *
 * @param password in plain form; it lives only as long as the connection is made
 * @param byToken whether an access token is said (SASL XOAUTH2), which stands in the password's
 *     place as soon as there is one
 */
public record MailServer(
    String host,
    int port,
    Security security,
    @Nullable String username,
    @Nullable String password,
    boolean byToken) {

  public MailServer(
      String host,
      int port,
      Security security,
      @Nullable String username,
      @Nullable String password) {
    this(host, port, security, username, password, false);
  }

  public MailServer with(String secret) {
    return new MailServer(host, port, security, username, secret, byToken);
  }

  /** How the connection is kept from listeners. */
  public enum Security {
    /** Not at all; only where an operator opened internal addresses. */
    NONE,
    /** Plain first, then required to change to TLS before anything else is said. */
    STARTTLS,
    /** TLS from the first byte. */
    TLS
  }

  @Override
  public String toString() {
    return "MailServer[" + host + ":" + port + " " + security + "]";
  }
}
