package cadenza.messaging.adapter.email.smtp;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;

/** A message that is its bytes: the transport writes them as they are. */
final class ReadyMessage extends MimeMessage {
  private final byte[] bytes;

  ReadyMessage(Session session, byte[] bytes) {
    super(session);
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
