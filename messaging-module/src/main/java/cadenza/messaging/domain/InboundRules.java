package cadenza.messaging.domain;

import java.util.List;
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

  private static final List<String> AUTO_SUBJECTS =
      List.of(
          "auto:",
          "auto-reply",
          "autoreply",
          "auto reply",
          "auto-response",
          "autoresponse",
          "automatic reply",
          "automated reply",
          "automatic response",
          "out of office",
          "out of the office",
          "out-of-office",
          "ooo:",
          "abwesenheitsnotiz",
          "abwesend",
          "abwesenheit:",
          "automatische antwort",
          "automatisches antwort",
          "réponse automatique",
          "absence du bureau",
          "absent du bureau",
          "respuesta automática",
          "fuera de la oficina",
          "fuera de oficina",
          "resposta automática",
          "fora do escritório",
          "risposta automatica",
          "fuori ufficio",
          "automatisch antwoord",
          "afwezigheidsbericht",
          "automatiskt svar",
          "autosvar",
          "automatisk svar",
          "automaattinen vastaus",
          "autom. vastaus",
          "odpowiedź automatyczna",
          "automatická odpověď",
          "automatikus válasz",
          "otomatik yanıt",
          "自動応答",
          "自動返信",
          "自动回复",
          "自动答复",
          "自動回覆",
          "автоответ",
          "автоматический ответ");

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
    if (NoticeRules.isNotice(mail) && !hasAutoSubject(mail)) {
      return NoticeRules.saysDelayed(mail) ? InboundKind.OTHER : InboundKind.BOUNCE;
    }
    if (isAutomatic(mail)) {
      return InboundKind.AUTO_REPLY;
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

  private static boolean isAutomatic(InboundMail mail) {
    var submitted = mail.word("Auto-Submitted");
    if (!submitted.isEmpty() && !submitted.equals("no") && !submitted.startsWith("no;")) {
      return true;
    }
    var precedence = mail.word("Precedence");
    return precedence.equals("auto_reply")
        || precedence.equals("bulk")
        || precedence.equals("junk")
        || saysYes(mail, "X-Autoreply")
        || saysYes(mail, "X-Autorespond")
        || saysYes(mail, "X-Autoresponder")
        || mail.word("X-Apple-Action").equals("vacation")
        || isExchangeRule(mail)
        || hasAutoSubject(mail)
        || NoticeRules.isNullSender(mail);
  }

  private static boolean saysYes(InboundMail mail, String header) {
    var word = mail.word(header);
    return mail.header(header).isPresent() && !word.equals("no") && !word.equals("false");
  }

  /** Exchange asks for silence on ordinary generated mail too; only a rule's loop mark tells. */
  private static boolean isExchangeRule(InboundMail mail) {
    return mail.word("X-Auto-Response-Suppress").contains("all")
        && mail.header("X-MS-Exchange-Inbox-Rules-Loop").isPresent();
  }

  private static boolean hasAutoSubject(InboundMail mail) {
    var subject = mail.subject().strip().toLowerCase(Locale.ROOT);
    return AUTO_SUBJECTS.stream().anyMatch(subject::startsWith);
  }

  private static boolean isListTraffic(InboundMail mail) {
    return mail.word("Precedence").equals("list")
        || mail.header("List-Id").isPresent()
        || mail.header("List-Post").isPresent();
  }
}
