package cadenza.messaging.application;

import cadenza.contacts.api.SuppressAddresses;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.BounceClass;
import cadenza.messaging.api.ContactComplained;
import cadenza.messaging.api.MessageBounced;
import cadenza.messaging.api.SenderAccountTroubled;
import cadenza.messaging.domain.Bounce;
import cadenza.messaging.domain.BounceReader;
import cadenza.messaging.domain.BounceRow;
import cadenza.messaging.domain.DeliveryAction;
import cadenza.messaging.domain.InboundBounces;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.OutgoingMessages;
import cadenza.messaging.domain.ThreadMatch;
import cadenza.messaging.domain.UnmatchedMail;
import cadenza.messaging.domain.UnmatchedMails;
import cadenza.messaging.domain.WrittenTo;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what reports say about recipients, each of them alone, and draws the consequences: an
 * address that does not exist, one that bounces again and again, and one whose owner complains are
 * suppressed; a refusal of the sender changes nothing for the recipient, and many in a row raise
 * the account's alarm. A report counts only in the mailbox that sent the message.
 */
@Dependent
class RecordBounces {
  /** The reason that stands in the suppression. */
  static final String BOUNCED = "bounced";

  static final String COMPLAINED = "complained";

  private static final System.Logger LOG = System.getLogger(RecordBounces.class.getName());
  private static final int RECIPIENTS_AT_MOST = 100;
  private static final Duration COUNTED = Duration.ofDays(30);

  /** Its message may be recorded as sent a moment after its bounce has come in. */
  static final Duration FIRST_LOOK = Duration.ofSeconds(3);

  @Inject InboundBounces bounces;
  @Inject OutgoingMessages messages;
  @Inject UnmatchedMails unmatched;
  @Inject Clocks clocks;
  @Inject Event<MessageBounced> messageBounced;
  @Inject Event<SenderAccountTroubled> troubled;
  @Inject Event<ContactComplained> contactComplained;
  @Inject Event<SuppressAddresses> suppressAddresses;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.soft-bounces", defaultValue = "5")
  int softBounces;

  void bounced(NewMail report) {
    var said = BounceReader.read(report.mail());
    var header = ofHeader(report.match()).orElse(null);
    var rows = new ArrayList<BounceRow>();
    for (var bounce : said.subList(0, Math.min(said.size(), RECIPIENTS_AT_MOST))) {
      var bounced =
          bounce.action() == DeliveryAction.FAILED
              ? bouncedMessage(
                  report.arrival().workspaceId(),
                  report.arrival().senderAccountId(),
                  report.arrival().receivedAt(),
                  bounce,
                  header,
                  said.size() == 1)
              : null;
      rows.add(new BounceRow(rows.size(), bounce, bounced));
    }
    var arrival = report.arrival();
    bounces.store(
        arrival.workspaceId(), arrival.senderAccountId(), report.messageId(), rows, report.at());
    alarm(report, rows);
    for (var row : rows) {
      var bounced = row.bounced();
      if (bounced != null) {
        conclude(About.of(report), row.said(), bounced, isAbout(bounced, row.said()));
      }
    }
    if (rows.stream().noneMatch(row -> row.bounced() != null)
        && (rows.isEmpty()
            || rows.stream().anyMatch(row -> row.said().action() == DeliveryAction.FAILED))) {
      wait(report);
    }
  }

  private void wait(NewMail report) {
    var ids = report.mail().relatedIds();
    unmatched.mark(
        report.messageId(),
        ids.isEmpty() ? "names_nothing" : "unknown_message",
        ids,
        clocks.real().plus(FIRST_LOOK));
  }

  /** A report, whenever it came in. */
  record About(UUID workspaceId, UUID senderAccountId, UUID messageId, Instant at) {
    static About of(NewMail report) {
      return new About(
          report.arrival().workspaceId(),
          report.arrival().senderAccountId(),
          report.messageId(),
          report.at());
    }

    static About of(UnmatchedMail mail, Instant at) {
      return new About(mail.workspaceId(), mail.senderAccountId(), mail.messageId(), at);
    }
  }

  /** Somebody says which message came back: of the recipients the one it was written to, or one. */
  void matched(UnmatchedMail mail, UUID messageId, Instant at) {
    var bounced = messages.writtenTo(messageId).orElse(null);
    var waiting = bounces.unmatchedOf(mail.workspaceId(), mail.messageId());
    if (bounced != null) {
      waiting.stream()
          .filter(row -> MailAddress.same(bounced.address(), row.said().recipient()))
          .findFirst()
          .or(() -> waiting.stream().filter(BounceRow::namesSomebody).findFirst())
          .or(() -> waiting.stream().findFirst())
          .ifPresent(
              row -> conclude(mail, row, bounced.concerning(row.said().recipient()), true, at));
    }
  }

  /** Whether any of its recipients is known by now. */
  boolean foundLater(UnmatchedMail mail, @Nullable UUID named, Instant at) {
    var header = named == null ? null : messages.writtenTo(named).orElse(null);
    var waiting = bounces.unmatchedOf(mail.workspaceId(), mail.messageId());
    boolean found = false;
    for (var row : waiting) {
      var bounced =
          bouncedMessage(
              mail.workspaceId(),
              mail.senderAccountId(),
              mail.receivedAt(),
              row.said(),
              header,
              waiting.size() == 1);
      if (bounced != null) {
        conclude(mail, row, bounced, isAbout(bounced, row.said()), at);
        found = true;
      }
    }
    return found;
  }

  private void conclude(
      UnmatchedMail mail, BounceRow row, WrittenTo bounced, boolean about, Instant at) {
    bounces.attach(mail.messageId(), row.position(), bounced);
    conclude(About.of(mail, at), row.said(), bounced, about);
  }

  /** Before any enrollment is touched: whoever settles mail locks the account first, too. */
  private void alarm(NewMail report, List<BounceRow> rows) {
    for (var row : rows) {
      if (row.bounced() != null && row.said().bounceClass() == BounceClass.BLOCK) {
        var reason = row.said().status() + " " + row.said().diagnostic();
        var told = reason.length() <= 200 ? reason : reason.substring(0, 200);
        bounces
            .blocked(report.arrival().senderAccountId(), told, report.at())
            .map(account -> account.troubled(AccountSide.SENDING, told, report.at()))
            .ifPresent(troubled::fire);
        return;
      }
    }
  }

  void complained(NewMail report) {
    var feedback = report.mail().report();
    var recipient = feedback == null ? "" : feedback.field("original-rcpt-to");
    var about =
        ofHeader(report.match())
            .map(one -> one.concerning(recipient.replaceAll("[<>\\s]", "")))
            .filter(one -> !one.address().isEmpty())
            .orElse(null);
    if (about == null) {
      wait(report);
      return;
    }
    complained(
        About.of(report),
        about,
        feedback == null || feedback.feedbackType().isEmpty() ? "abuse" : feedback.feedbackType());
  }

  /** Somebody, or a later look, says which message was complained of. */
  void complained(UnmatchedMail mail, UUID messageId, Instant at) {
    messages
        .writtenTo(messageId)
        .ifPresent(about -> complained(About.of(mail, at), about, "abuse"));
  }

  private void complained(About report, WrittenTo about, String feedback) {
    contactComplained.fire(
        new ContactComplained(
            Ids.next(),
            about.workspaceId(),
            report.at(),
            about.messageId(),
            report.senderAccountId(),
            about.contactId(),
            about.enrollmentId(),
            about.address(),
            feedback));
    suppress(about, COMPLAINED, evidence(about, report.messageId(), "complaint"));
  }

  private Optional<WrittenTo> ofHeader(@Nullable ThreadMatch match) {
    return match == null || !match.answersOurs()
        ? Optional.empty()
        : messages.writtenTo(match.messageId());
  }

  /** A report of one recipient may name the address that the mail was forwarded to. */
  private @Nullable WrittenTo bouncedMessage(
      UUID workspaceId,
      UUID senderAccountId,
      Instant receivedAt,
      Bounce bounce,
      @Nullable WrittenTo header,
      boolean alone) {
    if (header != null && (alone || MailAddress.same(header.address(), bounce.recipient()))) {
      return header.concerning(bounce.recipient());
    }
    return bounces
        .lastWrittenTo(workspaceId, senderAccountId, bounce.recipient(), receivedAt)
        .orElse(null);
  }

  private void conclude(About report, Bounce bounce, WrittenTo bounced, boolean about) {
    boolean known = !bounced.address().isEmpty();
    boolean gone = bounce.bounceClass() == BounceClass.HARD && about && known;
    boolean again =
        known
            && (bounce.bounceClass() == BounceClass.SOFT
                || bounce.bounceClass() == BounceClass.UNKNOWN)
            && bounces.passing(bounced.workspaceId(), bounced.address(), report.at().minus(COUNTED))
                >= softBounces;
    if (bounce.bounceClass() == BounceClass.BLOCK) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Account {0} is refused by a recipient''s server: {1} {2}, message {3}",
          report.senderAccountId(),
          bounce.reason().word(),
          bounce.status(),
          bounced.messageId());
    }
    messageBounced.fire(
        new MessageBounced(
            Ids.next(),
            bounced.workspaceId(),
            report.at(),
            bounced.messageId(),
            report.senderAccountId(),
            bounced.contactId(),
            bounced.enrollmentId(),
            bounced.address(),
            bounce.bounceClass(),
            bounce.reason().word(),
            bounce.status(),
            bounce.replyCode().isEmpty() ? null : bounce.replyCode(),
            bounce.diagnostic(),
            gone || again));
    if (gone || again) {
      var what = gone ? bounce.status() + " " + bounce.reason().word() : softBounces + " bounces";
      suppress(bounced, BOUNCED, evidence(bounced, report.messageId(), what));
    }
  }

  /** One member of a group that does not exist, or where he forwards to, is not the address. */
  private static boolean isAbout(WrittenTo bounced, Bounce bounce) {
    return bounce.recipient().isEmpty() || MailAddress.same(bounced.address(), bounce.recipient());
  }

  private void suppress(WrittenTo whom, String reason, String evidence) {
    suppressAddresses.fire(
        new SuppressAddresses(
            whom.workspaceId(),
            List.of(new SuppressionDraft(whom.address(), null, "email", reason, evidence, null))));
  }

  private static String evidence(WrittenTo about, UUID report, String what) {
    return what
        + " for "
        + Ids.wire("msg", about.messageId())
        + ", reported by "
        + Ids.wire("msg", report);
  }
}
