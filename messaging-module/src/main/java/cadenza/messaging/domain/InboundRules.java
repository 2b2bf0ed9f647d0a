package cadenza.messaging.domain;

import java.util.Locale;
import java.util.Set;

/**
 * Tells people from machines. The order is part of the rule: a bounce carries Auto-Submitted too,
 * so reports are judged before automatic answers, and a reply is what nothing else claims.
 */
public final class InboundRules {
  /** Feedback that is not a recipient's complaint: a failed signature, a false alarm withdrawn. */
  private static final Set<String> NO_COMPLAINT = Set.of("auth-failure", "not-spam", "dmarc");

  private static final Set<String> NOT_DELIVERED = Set.of("failed", "expired");
  private static final Set<String> DELIVERED = Set.of("delivered", "relayed", "expanded");

  private InboundRules() {}

  public static InboundKind kindOf(InboundMail mail) {
    var report = mail.report();
    if (report != null) {
      switch (report.type()) {
        case "feedback-report":
          return NO_COMPLAINT.contains(report.feedbackType())
              ? InboundKind.OTHER
              : InboundKind.COMPLAINT;
        case "delivery-status":
          return ofDeliveryStatus(report);
        case "disposition-notification":
          return InboundKind.RECEIPT;
        default:
          break;
      }
    }
    if (isComplaintWithoutReport(mail)) {
      return InboundKind.COMPLAINT;
    }
    if (NoticeRules.isNotice(mail) && !AutomaticMail.hasSubject(mail)) {
      return NoticeRules.saysDelayed(mail) ? InboundKind.OTHER : InboundKind.BOUNCE;
    }
    if (AutomaticMail.is(mail)) {
      return InboundKind.AUTO_REPLY;
    }
    if (mail.calendarMethod().equals("reply")) {
      return InboundKind.REPLY; // somebody accepted or declined
    }
    if (isListTraffic(mail)) {
      return InboundKind.LIST;
    }
    // Without a sender there is nobody who could have replied.
    return mail.fromAddress().isEmpty() ? InboundKind.OTHER : InboundKind.REPLY;
  }

  /** One refused recipient makes it a bounce; a delay alone is no news about anybody. */
  private static InboundKind ofDeliveryStatus(InboundMail.Report report) {
    var actions = report.actions();
    if (actions.isEmpty() || actions.stream().anyMatch(NOT_DELIVERED::contains)) {
      return InboundKind.BOUNCE;
    }
    return actions.stream().anyMatch(DELIVERED::contains) ? InboundKind.RECEIPT : InboundKind.OTHER;
  }

  /** Microsoft's feedback loop returns the message, and says in the subject whose it is. */
  static boolean isComplaintWithoutReport(InboundMail mail) {
    return mail.subject()
            .strip()
            .toLowerCase(Locale.ROOT)
            .startsWith("complaint about message from")
        && mail.returnedField("Message-ID").isPresent();
  }

  private static boolean isListTraffic(InboundMail mail) {
    return mail.word("Precedence").equals("list")
        || mail.header("List-Id").isPresent()
        || mail.header("List-Post").isPresent();
  }
}
