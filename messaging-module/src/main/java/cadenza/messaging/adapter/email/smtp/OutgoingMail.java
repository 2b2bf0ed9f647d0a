package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.adapter.email.dkim.DomainKeys;
import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.adapter.email.mime.MimeRenderer;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * A message as the bytes that go on the wire: with its way out, with what tells of its being read,
 * and signed where there is a key.
 */
@ApplicationScoped
class OutgoingMail {
  @Inject WaysOut waysOut;
  @Inject TrackedHtml trackedHtml;
  @Inject DomainKeys domainKeys;
  @Inject AttachedFiles attachedFiles;

  /**
   * @throws IllegalArgumentException when the sender's or the recipient's address is none
   * @throws cadenza.messaging.adapter.email.dkim.NotSignable when there is a key that cannot be
   *     used
   */
  byte[] bytesOf(BegunMessage message, Instant at) {
    var bytes = MimeRenderer.render(mailOf(message, at));
    var sender = MailAddress.ascii(message.fromAddress()).orElse(message.fromAddress());
    var key = domainKeys.of(message.workspaceId(), sender);
    return key.isEmpty() ? bytes : key.get().signed(bytes);
  }

  private Mail mailOf(BegunMessage message, Instant at) {
    return new Mail(
        message.rfcMessageId(),
        at,
        message.fromAddress(),
        message.fromName(),
        message.toAddress(),
        message.toName(),
        message.subject(),
        message.text(),
        trackedHtml.of(message),
        message.inReplyTo(),
        message.references(),
        waysOut.of(message),
        message.copies().replyTo(),
        message.copies().cc(),
        message.withFiles() ? attachedFiles.of(message) : List.of());
  }
}
