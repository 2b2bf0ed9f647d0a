package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Clocks;
import cadenza.messaging.adapter.email.dkim.DomainKeysTest;
import cadenza.messaging.adapter.email.mime.Mail;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.application.SendingMailbox;
import cadenza.messaging.domain.Attachment;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailServer.Security;
import cadenza.messaging.domain.Tracking;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A wire to a scripted server on a real socket. */
abstract class SmtpStage {
  static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  final ScriptedServer server = server();
  final SmtpWire wire = wire(Security.NONE, true);

  ScriptedServer server() {
    return new ScriptedServer();
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
    server.close();
  }

  final Attempt send() {
    return wire.send(message("bo@example.com"), () -> true);
  }

  final SmtpWire wire(Security security, boolean plain) {
    return wire(security, plain, false);
  }

  final SmtpWire wire(Security security, boolean plain, boolean verp) {
    var login = new MailServer("mail.example.com", server.port(), security, "ann", "secret");
    var mailbox =
        new SendingMailbox(new UUID(0, 9), new UUID(0, 1), "ann@example.com", 0, verp, login);
    return new SmtpWire(
        mailbox,
        plain ? KernelParts.hostsHere() : KernelParts.hostsOutsideOnly(),
        KernelParts.tls(),
        unsigned(),
        new Noon());
  }

  static OutgoingMail unsigned() {
    var mail = new OutgoingMail();
    mail.attachedFiles = new NoFiles();
    mail.waysOut = new WaysOut();
    mail.trackedHtml = new TrackedHtml();
    mail.domainKeys = DomainKeysTest.none();
    return mail;
  }

  static BegunMessage message(String to) {
    return message(to, Copies.NONE);
  }

  static BegunMessage message(String to, Copies copies) {
    return message(to, copies, "<token@example.com>");
  }

  static BegunMessage message(String to, Copies copies, String messageId) {
    return message(mail(to, messageId), copies);
  }

  private static Mail mail(String to, String messageId) {
    return new Mail(
        messageId,
        NOW,
        "ann@example.com",
        "Ann",
        to,
        "Bo",
        "Hello",
        "Hi Bo",
        null,
        null,
        null,
        null);
  }

  static BegunMessage message(Mail mail) {
    return message(mail, null, Copies.NONE, false);
  }

  static BegunMessage message(Mail mail, @Nullable Tracking tracking) {
    return message(mail, tracking, Copies.NONE, false);
  }

  static BegunMessage message(Mail mail, Copies copies) {
    return message(mail, null, copies, false);
  }

  private static BegunMessage message(
      Mail mail, @Nullable Tracking tracking, Copies copies, boolean withFiles) {
    return new BegunMessage(
        new UUID(0, 2),
        new UUID(0, 3),
        new UUID(0, 1),
        null,
        null,
        null,
        new UUID(0, 4),
        1,
        0,
        NOW,
        NOW,
        null,
        new UUID(0, 5),
        mail.fromAddress(),
        mail.fromName(),
        mail.toAddress(),
        mail.toName(),
        mail.subject(),
        mail.text(),
        mail.html(),
        mail.messageId(),
        mail.inReplyTo(),
        mail.references(),
        false,
        tracking,
        copies,
        withFiles,
        0,
        0);
  }

  /** A letter whose files were there when it was queued. */
  static BegunMessage letterWithFiles() {
    return message(mail("bo@example.com", "<token@example.com>"), null, Copies.NONE, true);
  }

  private static final class NoFiles extends AttachedFiles {
    @Override
    List<Attachment> of(BegunMessage message) {
      return List.of();
    }
  }

  static final class Noon implements Clocks {
    @Override
    public Instant of(UUID workspaceId) {
      return NOW;
    }

    @Override
    public Instant real() {
      return NOW;
    }
  }
}
