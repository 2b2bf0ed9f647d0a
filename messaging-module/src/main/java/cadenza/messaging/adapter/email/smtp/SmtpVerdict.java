package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a reply means for the message and for its account, by the stage it came at. */
final class SmtpVerdict {
  private static final Pattern ENHANCED =
      Pattern.compile("^\\d{3}[ -]([245])\\.(\\d{1,3})\\.(\\d{1,3})");
  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration AWAY = Duration.ofSeconds(15);

  private SmtpVerdict() {}

  /**
   * @param code the reply's code, 100 to 599
   * @param reply the whole reply, code in front
   */
  static Attempt ofReply(Stage stage, int code, String reply, Instant now) {
    if (code >= 200 && code < 300 && stage == Stage.DOT) {
      return accepted(reply);
    }
    if (code == 421) {
      return closing(stage, reply, now);
    }
    if (code == 530 || code == 534 || code == 535 || code == 538) {
      return troubled(reply, now);
    }
    var enhanced = ENHANCED.matcher(reply);
    boolean hasEnhanced = enhanced.find();
    boolean forGood = hasEnhanced && code >= 400 ? enhanced.group(1).equals("5") : code >= 500;
    if (stage == Stage.CONNECT) {
      return forGood ? troubled(reply, now) : resting(reply, now);
    }
    if (!forGood) {
      return Attempt.of(new SendResult.TryLater(reply));
    }
    if (stage == Stage.MAIL) {
      return isAboutMessage(code, hasEnhanced, enhanced)
          ? Attempt.of(new SendResult.Refused(reply, false))
          : troubled(reply, now);
    }
    return Attempt.of(
        new SendResult.Refused(reply, isAboutRecipient(stage, code, hasEnhanced, enhanced)));
  }

  static Attempt accepted(@Nullable String reply) {
    return Attempt.of(
        new SendResult.Accepted(reply == null ? null : ProviderName.in(reply).orElse(null)));
  }

  /** The server goes away: nobody is judged before the message's own commands. */
  private static Attempt closing(Stage stage, String reply, Instant now) {
    var news = new AccountNews.Resting(now.plus(REST));
    return stage == Stage.CONNECT || stage == Stage.MAIL
        ? new Attempt(new SendResult.PutBack(reply, now.plus(REST)), news)
        : new Attempt(new SendResult.TryLater(reply), news);
  }

  /** The mailbox is refused, not the message: no attempt is burned and no contact bounced. */
  static Attempt troubled(String reply, Instant now) {
    return new Attempt(
        new SendResult.PutBack(reply, now), new AccountNews.Troubled(firstLine(reply)));
  }

  /** The server could not be reached, or went away before anything was judged. */
  static Attempt away(String reason, Instant now) {
    var until = now.plus(AWAY);
    return new Attempt(new SendResult.PutBack(reason, until), new AccountNews.Resting(until));
  }

  private static Attempt resting(String reply, Instant now) {
    var until = now.plus(REST);
    return new Attempt(new SendResult.PutBack(reply, until), new AccountNews.Resting(until));
  }

  /** At MAIL only the message's size (552, 5.3.4, 5.2.3) is about the message. */
  private static boolean isAboutMessage(int code, boolean hasEnhanced, Matcher enhanced) {
    if (!hasEnhanced) {
      return code == 552;
    }
    return enhanced.group(2).equals("3") && enhanced.group(3).equals("4")
        || enhanced.group(2).equals("2") && enhanced.group(3).equals("3");
  }

  /**
   * The enhanced code decides where there is one: address and mailbox are the recipient's, policy,
   * content and size are not. Without one, a refusal at RCPT is the recipient's, and at DATA a 550,
   * 551 or 553.
   */
  private static boolean isAboutRecipient(
      Stage stage, int code, boolean hasEnhanced, Matcher enhanced) {
    if (hasEnhanced) {
      var subject = enhanced.group(2);
      var detail = enhanced.group(3);
      if (subject.equals("1")) {
        return !detail.equals("7") && !detail.equals("8");
      }
      if (subject.equals("2")) {
        return !detail.equals("3");
      }
      return subject.equals("0") && stage == Stage.RCPT;
    }
    return stage == Stage.RCPT
        ? code != 552 && code != 554
        : code == 550 || code == 551 || code == 553;
  }

  static String firstLine(String reply) {
    var line = reply.strip().lines().findFirst().orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200);
  }
}
