package cadenza.messaging.adapter.email.imap;

import cadenza.kernel.api.EngineWork;
import cadenza.messaging.application.Logins;
import cadenza.messaging.application.RecordInbound;
import cadenza.messaging.application.WatchMailboxes;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.FoundMail;
import cadenza.messaging.domain.InboundKind;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailboxCursor;
import cadenza.messaging.domain.WatchedMailbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Lets the watchers' own threads use the use cases: one request, one transaction a call. */
@EngineWork
@ApplicationScoped
@ActivateRequestContext
class MailboxDesk {
  @Inject WatchMailboxes watchMailboxes;
  @Inject RecordInbound recordInbound;
  @Inject Logins logins;
  @Inject InboundMeters meters;

  private final Map<UUID, Long> taken = new ConcurrentHashMap<>();

  /** How many mails its server gave this node that were new; one that is set aside is not given. */
  long taken(WatchedMailbox mailbox) {
    return taken.getOrDefault(mailbox.senderAccountId(), 0L);
  }

  void took(Arrival arrival, InboundMail mail) {
    if (!mail.isSetAside()) {
      taken.merge(arrival.senderAccountId(), 1L, Long::sum);
    }
  }

  List<WatchedMailbox> held(UUID node, Duration lease, int atMost) {
    return watchMailboxes.held(node, lease, atMost);
  }

  long unread() {
    return watchMailboxes.unread();
  }

  void release(UUID node) {
    watchMailboxes.release(node);
  }

  /** With what it is to be logged in with, which may be asked of its issuer just now. */
  Optional<MailServer> server(WatchedMailbox mailbox) {
    return watchMailboxes
        .server(mailbox)
        .map(server -> logins.ready(mailbox.workspaceId(), mailbox.senderAccountId(), server));
  }

  void loginRefused(WatchedMailbox mailbox, String reason) {
    watchMailboxes.loginRefused(mailbox, reason);
    logins.refused(mailbox.workspaceId(), mailbox.senderAccountId());
  }

  void unreachable(WatchedMailbox mailbox, String reason) {
    watchMailboxes.unreachable(mailbox, reason);
  }

  void loginAccepted(WatchedMailbox mailbox) {
    watchMailboxes.loginAccepted(mailbox);
  }

  Instant connectedAt(WatchedMailbox mailbox) {
    return watchMailboxes.connectedAt(mailbox);
  }

  Optional<MailboxCursor> cursor(WatchedMailbox mailbox, String folder) {
    return watchMailboxes.cursor(mailbox, folder);
  }

  void begin(WatchedMailbox mailbox, String folder, MailboxCursor cursor) {
    watchMailboxes.begin(mailbox, folder, cursor);
  }

  void beginAgain(WatchedMailbox mailbox, String folder, MailboxCursor cursor) {
    watchMailboxes.beginAgain(mailbox, folder, cursor);
  }

  Map<Long, Instant> newestStored(WatchedMailbox mailbox, String folder, long uidValidity) {
    return watchMailboxes.newestStored(mailbox, folder, uidValidity);
  }

  void found(Arrival arrival, InboundMail mail) {
    recordInbound.found(arrival, mail).ifPresent(kind -> stored(arrival, mail, kind));
  }

  void foundTogether(List<FoundMail> mails) {
    var kinds = recordInbound.foundTogether(mails);
    for (int i = 0; i < kinds.size(); i++) {
      var one = mails.get(i);
      kinds.get(i).ifPresent(kind -> stored(one.arrival(), one.mail(), kind));
    }
  }

  private void stored(Arrival arrival, InboundMail mail, InboundKind kind) {
    meters.stored(arrival, kind);
    took(arrival, mail);
  }

  void passed(Arrival arrival) {
    recordInbound.passed(arrival);
  }
}
