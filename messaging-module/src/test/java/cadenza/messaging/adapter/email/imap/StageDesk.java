package cadenza.messaging.adapter.email.imap;

import cadenza.messaging.application.WatchMailboxes;
import cadenza.messaging.domain.Arrival;
import cadenza.messaging.domain.FoundMail;
import cadenza.messaging.domain.InboundMail;
import cadenza.messaging.domain.MailServer;
import cadenza.messaging.domain.MailboxCursor;
import cadenza.messaging.domain.WatchedMailbox;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the container does around each call, on the database of a stage. */
final class StageDesk extends MailboxDesk {
  private final InboundStage stage;

  StageDesk(InboundStage stage) {
    this.stage = stage;
  }

  @Override
  List<WatchedMailbox> held(UUID node, Duration lease, int atMost) {
    return stage.watching(watch -> watch.held(node, lease, atMost));
  }

  @Override
  long unread() {
    return stage.watching(WatchMailboxes::unread);
  }

  @Override
  Optional<MailServer> server(WatchedMailbox mailbox) {
    return stage.watching(watch -> watch.server(mailbox));
  }

  @Override
  void loginRefused(WatchedMailbox mailbox, String reason) {
    stage.watching(
        watch -> {
          watch.loginRefused(mailbox, reason);
          return true;
        });
  }

  @Override
  void unreachable(WatchedMailbox mailbox, String reason) {
    stage.watching(
        watch -> {
          watch.unreachable(mailbox, reason);
          return true;
        });
  }

  @Override
  void loginAccepted(WatchedMailbox mailbox) {
    stage.watching(
        watch -> {
          watch.loginAccepted(mailbox);
          return true;
        });
  }

  @Override
  Instant connectedAt(WatchedMailbox mailbox) {
    return stage.watching(watch -> watch.connectedAt(mailbox));
  }

  @Override
  Optional<MailboxCursor> cursor(WatchedMailbox mailbox, String folder) {
    return stage.watching(watch -> watch.cursor(mailbox, folder));
  }

  @Override
  void begin(WatchedMailbox mailbox, String folder, MailboxCursor cursor) {
    stage.watching(
        watch -> {
          watch.begin(mailbox, folder, cursor);
          return true;
        });
  }

  @Override
  void beginAgain(WatchedMailbox mailbox, String folder, MailboxCursor cursor) {
    stage.watching(
        watch -> {
          watch.beginAgain(mailbox, folder, cursor);
          return true;
        });
  }

  @Override
  Map<Long, Instant> newestStored(WatchedMailbox mailbox, String folder, long uidValidity) {
    return stage.watching(watch -> watch.newestStored(mailbox, folder, uidValidity));
  }

  @Override
  void found(Arrival arrival, InboundMail mail) {
    stage
        .recording(
            (recordInbound, session) -> {
              if (stage.storingFails && isPoison(mail)) {
                throw new IllegalStateException("not storable");
              }
              stage.roomWhenStoring = ReadingRoom.free();
              if (stage.refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException(new SQLException("read-only", "25006"));
              }
              return recordInbound.found(arrival, mail);
            })
        .ifPresent(kind -> took(arrival, mail));
  }

  @Override
  void foundTogether(List<FoundMail> mails) {
    var kinds =
        stage.recording(
            (recordInbound, session) -> {
              if (stage.refusals.get() > 0
                  || (stage.storingFails
                      && mails.stream().anyMatch(found -> isPoison(found.mail())))) {
                throw new IllegalStateException("not storable");
              }
              return recordInbound.foundTogether(mails);
            });
    for (int i = 0; i < kinds.size(); i++) {
      var one = mails.get(i);
      kinds.get(i).ifPresent(kind -> took(one.arrival(), one.mail()));
    }
  }

  private static boolean isPoison(InboundMail mail) {
    return mail.subject().contains("poison")
        || (mail.text() != null && mail.text().contains("poison"));
  }

  @Override
  void passed(Arrival arrival) {
    stage.recording(
        (recordInbound, session) -> {
          recordInbound.passed(arrival);
          return true;
        });
  }
}
