package cadenza.messaging.adapter.email.smtp;

import cadenza.messaging.domain.AccountNews;
import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a reply means for the message and for its account, by the stage it came at. The enhanced
 * code (RFC 3463) decides where there is one; words decide where codes are silent or say only
 * "policy".
 */
final class SmtpVerdict {
  private static final Pattern ENHANCED =
      Pattern.compile("^\\d{3}[ -]([245])\\.(\\d{1,3})\\.(\\d{1,3})");

  /** What everybody is asked for who comes for the first time; nothing against the sender. */
  private static final Pattern GREYLISTED =
      Pattern.compile("gr[ae]y.?list", Pattern.CASE_INSENSITIVE);

  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration AWAY = Duration.ofSeconds(15);
  private static final Duration USED_UP = Duration.ofHours(1);

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
      return forGood ? troubled(reply, now) : resting(reply, REST, now);
    }
    if (!forGood) {
      boolean byPolicy = hasEnhanced && enhanced.group(2).equals("7");
      return byPolicy && !GREYLISTED.matcher(reply).find()
          ? new Attempt(
              new SendResult.TryLater(reply), new AccountNews.PutOffByPolicy(firstLine(reply)))
          : Attempt.of(new SendResult.TryLater(reply));
    }
    var blame =
        hasEnhanced
            ? Blame.of(stage, enhanced.group(2) + "." + enhanced.group(3), reply)
            : Blame.of(stage, code, reply);
    return refused(blame, reply, now);
  }

  /**
   * The same where several get the letter: nobody has got it, and that whom it is written to has
   * refused it may not be known.
   *
   * @param to whom it is written to first, then who gets a copy
   * @param refusal which of them was refused, where that is known
   */
  static Attempt ofReply(
      Stage stage,
      int code,
      String reply,
      Instant now,
      List<String> to,
      StagedTransport.@Nullable Refusal refusal) {
    var attempt = ofReply(stage, code, reply, now);
    if (to.size() == 1 || refusal != null && refusal.recipient().equals(to.get(0))) {
      return attempt;
    }
    var whose = refusal == null ? "" : "the copy to " + refusal.recipient() + ": ";
    return attempt.result() instanceof SendResult.Refused refused
        ? new Attempt(new SendResult.Refused(whose + refused.reason(), false), attempt.news())
        : attempt;
  }

  private static Attempt refused(Blame blame, String reply, Instant now) {
    return switch (blame) {
      case RECIPIENT -> Attempt.of(new SendResult.Refused(reply, true));
      case MESSAGE -> Attempt.of(new SendResult.Refused(reply, false));
      case POLICY ->
          new Attempt(
              new SendResult.Refused(reply, false),
              new AccountNews.RefusedByPolicy(firstLine(reply)));
      case ACCOUNT -> troubled(reply, now);
      case ALLOWANCE -> resting(reply, USED_UP, now);
    };
  }

  static Attempt accepted(@Nullable String reply) {
    return Attempt.of(
        new SendResult.Accepted(reply == null ? null : ProviderName.in(reply).orElse(null)));
  }

  /** The server goes away: nobody is judged before the message's own commands. */
  private static Attempt closing(Stage stage, String reply, Instant now) {
    var news = new AccountNews.Resting(now.plus(REST), firstLine(reply));
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
    return awayUntil(reason, now.plus(AWAY));
  }

  private static Attempt resting(String reply, Duration rest, Instant now) {
    return awayUntil(reply, now.plus(rest));
  }

  static Attempt awayUntil(String reply, Instant until) {
    return new Attempt(
        new SendResult.PutBack(reply, until), new AccountNews.Resting(until, firstLine(reply)));
  }

  static String firstLine(String reply) {
    var line = reply.strip().lines().findFirst().orElse("");
    return line.length() <= 200 ? line : line.substring(0, 200);
  }
}
