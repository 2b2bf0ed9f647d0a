package cadenza.messaging.domain;

import cadenza.messaging.api.BounceClass;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells a server's notice of a failed delivery where no report (RFC 3464) does: half of the mail
 * servers in the world write their own. The sender has to be a machine, and the subject or the
 * words have to say that something was not delivered.
 */
final class NoticeRules {
  private static final Pattern SUBJECT =
      Pattern.compile(
          "undeliver|unzustellbar|delivery (?:status|failure|has failed|failed|notification)"
              + "|failure notice|failure delivery|failed delivery|returned mail|returned to sender"
              + "|returning to sender|returning message to sender|mail (?:system|delivery)"
              + "|could not be delivered|cannot be delivered|non[- ]?deliver|not (?:be )?delivered"
              + "|nondeliverable|mail failure|mail error|delivery error|message delivery"
              + "|delayed mail|error sending your mail|returned message|bounce"
              + "|message (?:\\S{1,60} )?delayed"
              + "|non remis|échec de la remise|no se puede entregar|no entregado|não entregue"
              + "|impossibile recapitare|mancato recapito|niet bezorgd|kunde inte levereras"
              + "|nie można dostarczyć|不達|配信不能|配信できません|送信できません|недоставлен|не доставлено"
              + "|退信|无法投递|無法投遞");

  private static final Pattern MACHINE =
      Pattern.compile(
          "^(?:mailer[-_.]?daemon|mail[-_.]?daemon|post[-_.]?master|mail\\.delivery\\.system"
              + "|mdaemon|bounces?|mailer|double-bounce)(?:[+@=-]|$)");

  private static final Pattern SILENT = Pattern.compile("no[-_.]?reply|do[-_.]?not[-_.]?reply");

  private static final Pattern ANSWER =
      Pattern.compile(
          "^\\s*(?:re|aw|antw|sv|rv|rif|odp|vs|ynt|回复|答复|返信)\\s{0,2}(?:\\[\\d+])?[:：]",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** More than enough for the beginning of a notice. */
  private static final int LINES = 500;

  private static final List<String> SAYS_UNDELIVERED =
      List.of(
          "could not be delivered",
          "could not deliver",
          "couldn't be delivered",
          "cannot be delivered",
          "can't be delivered",
          "unable to deliver",
          "unable to be delivered",
          "was not delivered",
          "wasn't delivered",
          "not been delivered",
          "delivery failed",
          "delivery has failed",
          "delivery to the following",
          "failed to deliver",
          "undeliverable",
          "did not reach the following",
          "did not receive this message",
          "had permanent fatal errors",
          "had delivery errors",
          "returned permanent errors",
          "was rejected by",
          "error delivering",
          "trouble delivering",
          "error message below",
          "transcript of session follows",
          "user unknown",
          "送信できませんでした",
          "配信できませんでした",
          "nicht zugestellt werden",
          "n'a pas pu être remis",
          "no se pudo entregar",
          "не может быть доставлено",
          "не удалось доставить");

  private static final List<String> SAYS_DELAYED =
      List.of(
          "has been delayed",
          "is delayed for",
          "has not yet been delivered",
          "this is a warning message only",
          "this is a warning only",
          "delivery attempts will continue",
          "still being retried",
          "will be retried",
          "will continue trying",
          "you do not need to resend",
          "you do not need to re-send");

  private NoticeRules() {}

  static boolean isNotice(InboundMail mail) {
    if (mail.header("X-Failed-Recipients").isPresent()) {
      return true;
    }
    if (isNamedMachine(mail)) {
      return saysFailed(mail, beginning(mail.words()));
    }
    if (isNullSender(mail)) {
      // So does an absence (RFC 3834): only its own words tell, and not the subject it answers.
      return !isAnswer(mail) && saysFailed(mail, beginning(ReplyText.ownWords(mail.words())));
    }
    // Some providers send it from an address that nobody reads.
    return SILENT.matcher(mail.fromAddress().toLowerCase(Locale.ROOT)).find()
        && saysUndelivered(beginning(unmarked(mail.words())))
        && BounceReader.read(mail).stream()
            .anyMatch(
                bounce ->
                    !bounce.recipient().isEmpty()
                        && bounce.reason().bounceClass() != BounceClass.UNKNOWN);
  }

  private static boolean saysFailed(InboundMail mail, String words) {
    return SUBJECT.matcher(mail.subject().toLowerCase(Locale.ROOT)).find()
        || saysUndelivered(words)
        || words.contains("final-recipient:");
  }

  private static boolean saysUndelivered(String words) {
    return SAYS_UNDELIVERED.stream().anyMatch(words::contains);
  }

  private static boolean isAnswer(InboundMail mail) {
    return mail.word("Auto-Submitted").startsWith("auto-replied")
        || ANSWER.matcher(mail.subject()).find();
  }

  /** Without the lines that are marked as quoted. */
  private static String unmarked(String words) {
    return words
        .lines()
        .limit(LINES)
        .filter(line -> !QuoteMarks.isQuoted(line))
        .collect(Collectors.joining("\n"));
  }

  static boolean isFromMachine(InboundMail mail) {
    return isNullSender(mail) || isNamedMachine(mail);
  }

  private static boolean isNamedMachine(InboundMail mail) {
    var name = mail.fromName().toLowerCase(Locale.ROOT);
    return mail.fromAddress().isEmpty()
        || MACHINE.matcher(mail.fromAddress().toLowerCase(Locale.ROOT)).find()
        || name.contains("mail delivery s")
        || name.contains("mail deliver system")
        || name.equals("mailer-daemon");
  }

  static boolean isNullSender(InboundMail mail) {
    return mail.word("Return-Path").equals("<>");
  }

  /** A server that goes on trying has no news about anybody yet. */
  static boolean saysDelayed(InboundMail mail) {
    var words = beginning(mail.words());
    return SAYS_DELAYED.stream().anyMatch(words::contains);
  }

  private static String beginning(String words) {
    return (words.length() > 4000 ? words.substring(0, 4000) : words)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ");
  }
}
