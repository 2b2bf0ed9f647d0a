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
   */
  byte[] bytesOf(BegunMessage message, Instant at) {
    var bytes = MimeRenderer.render(mailOf(message, at));
    var sender = MailAddress.ascii(message.fromAddress()).orElse(message.fromAddress());
    var key = domainKeys.of(message.workspaceId(), sender);
    // A signature over a header beyond ASCII is made in two ways, and better none than a wrong one.
    return key.isEmpty() || !isAsciiThroughout(message) ? bytes : key.get().signed(bytes);
  }

  private static boolean isAsciiThroughout(BegunMessage message) {
    return MailAddress.ascii(message.toAddress()).isPresent()
        && message.copies().cc().stream().allMatch(one -> MailAddress.ascii(one).isPresent());
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
