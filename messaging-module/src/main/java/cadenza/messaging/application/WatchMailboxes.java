package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailboxBook;
import cadenza.messaging.domain.MailboxCursor;
import cadenza.messaging.domain.TurnedAccount;
import cadenza.messaging.domain.WatchedMailbox;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shares the mailboxes out among the nodes, and remembers how far each has been read. */
@UseCase
public class WatchMailboxes {
  /** Some may have been deleted; one that is there tells. */
  private static final int STILL_THE_SAME_BY = 5;

  @Inject MailboxBook mailboxes;
  @Inject SecretBox secrets;
  @Inject Clocks clocks;
  @Inject Event<SenderAccountTroubled> troubled;
  @Inject Event<SenderAccountRecovered> recovered;

  /** What this node is to watch from now on, new and changed accounts included. */
  public List<WatchedMailbox> held(UUID node, Duration lease, int atMost) {
    mailboxes.open(clocks.real());
    return mailboxes.claim(node, lease, atMost);
  }

  /** How many mailboxes no node reads, because each has as many as it takes. */
  public long unread() {
    return mailboxes.unread();
  }

  public void release(UUID node) {
    mailboxes.release(node);
  }

  /** With the password in plain form; empty when the account is read no longer. */
  public Optional<MailServer> server(WatchedMailbox mailbox) {
    return mailboxes
        .server(mailbox.workspaceId(), mailbox.senderAccountId())
        .map(
            server ->
                new MailServer(
                    server.host(),
                    server.port(),
                    server.security(),
                    server.username(),
                    server.password() == null
                        ? null
                        : secrets.open(
                            mailbox.workspaceId(),
                            mailbox.senderAccountId(),
                            "imap-password",
                            server.password()),
                    server.byToken()));
  }

  public void loginRefused(WatchedMailbox mailbox, String reason) {
    tell(
        mailboxes.loginRefused(mailbox.senderAccountId(), mailbox.settings(), reason),
        reason,
        true);
  }

  public void unreachable(WatchedMailbox mailbox, String reason) {
    tell(mailboxes.unreachable(mailbox.senderAccountId(), reason), reason, false);
  }

  private void tell(Optional<TurnedAccount> turned, String reason, boolean loginRefused) {
    turned.ifPresent(
        account ->
            troubled.fire(
                account.troubled(AccountSide.READING, reason, clocks.real(), loginRefused)));
  }

  public void loginAccepted(WatchedMailbox mailbox) {
    mailboxes
        .loginAccepted(mailbox.senderAccountId())
        .ifPresent(
            account -> recovered.fire(account.recovered(AccountSide.READING, clocks.real())));
  }

  public Instant connectedAt(WatchedMailbox mailbox) {
    return mailboxes.connectedAt(mailbox.senderAccountId());
  }

  public Optional<MailboxCursor> cursor(WatchedMailbox mailbox, String folder) {
    return mailboxes.cursor(mailbox.senderAccountId(), folder);
  }

  public void begin(WatchedMailbox mailbox, String folder, MailboxCursor cursor) {
    mailboxes.begin(mailbox.workspaceId(), mailbox.senderAccountId(), folder, cursor);
  }

  /** The folder has been read again, because its numbers stand for other mails than before. */
  public void beginAgain(WatchedMailbox mailbox, String folder, MailboxCursor cursor) {
    mailboxes.forgetNumbers(mailbox.senderAccountId(), folder, cursor.uidValidity());
    begin(mailbox, folder, cursor);
  }

  /** The last mails of a folder's numbering: when the server had received which number. */
  public Map<Long, Instant> newestStored(WatchedMailbox mailbox, String folder, long uidValidity) {
    return mailboxes.newestStored(
        mailbox.senderAccountId(), folder, uidValidity, STILL_THE_SAME_BY);
  }
}
