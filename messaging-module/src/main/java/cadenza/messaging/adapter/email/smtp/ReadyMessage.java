package cadenza.messaging.adapter.email.smtp;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** A message that is its bytes: the transport writes them as they are. */
final class ReadyMessage extends SMTPMessage {
  private final byte[] bytes;

  /**
   * @param returnPath the envelope's sender, where it is not the account's address
   */
  ReadyMessage(Session session, byte[] bytes, Optional<String> returnPath) {
    super(session);
    returnPath.ifPresent(this::setEnvelopeFrom);
    this.bytes = bytes;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignoredHeaders) throws IOException {
    out.write(bytes);
  }

  @Override
  public String getSubject() {
    return "";
  }
}
