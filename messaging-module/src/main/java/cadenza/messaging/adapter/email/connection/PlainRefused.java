package cadenza.messaging.adapter.email.connection;

import jakarta.mail.MessagingException;

/** Nothing is said in plain text where no operator has allowed it. */
public final class PlainRefused extends MessagingException {
  private static final long serialVersionUID = 1L;

  public PlainRefused() {
    super("a connection without TLS is not allowed here");
  }
}
