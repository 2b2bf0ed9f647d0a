package cadenza.messaging.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a delivery failed: the server's words first, then its enhanced code, then its reply code.
 * Sources of the taxonomy: RFC 5321 (4.2), RFC 3463 and the IANA registry behind it, RFC 7505, the
 * postmaster pages of the large providers.
 */
final class BounceRules {
  /**
   * Servers that know their users say so as {@code <address>: words} or {@code address... words}.
   */
  private static final Pattern ABOUT_ADDRESS =
      Pattern.compile(
          "(?:^|[\\s<(:;])" + NoticeText.ADDRESS + "(?:>?:|>?,|>?\\.\\.\\.|> )[ ]?[\\p{L}]",
          Pattern.UNICODE_CASE);

  private BounceRules() {}

  /**
   * @param said what the table finds in the words
   * @param words what is said about one recipient
   * @param status from the report or the words; may be empty
   */
  static Optional<BounceReason> reasonOf(
      BouncePhrases.Said said, String words, String status, SmtpReply reply) {
    if (said.equals(BouncePhrases.NOTHING)) {
      return Optional.empty();
    }
    var weighed = weighed(said, words, status, reply);
    return Optional.of(isPassing(status, reply) ? forNow(weighed) : weighed);
  }

  /** What a bare code tells when no words do. */
  static Optional<BounceReason> reasonOf(String status, SmtpReply reply) {
    var byStatus = StatusCodes.reasonOf(status);
    return byStatus.isPresent() ? byStatus : byReplyCode(reply);
  }

  private static boolean isPassing(String status, SmtpReply reply) {
    return status.startsWith("4") || reply.code().startsWith("4");
  }

  /** Nobody is gone for a while; only who takes no mail at all says so with any code. */
  private static BounceReason forNow(BounceReason said) {
    switch (said) {
      case USER_UNKNOWN:
      case HAS_MOVED:
        return BounceReason.ON_HOLD;
      case HOST_UNKNOWN:
        return BounceReason.NETWORK_ERROR;
      default:
        return said;
    }
  }

  private static BounceReason weighed(
      BouncePhrases.Said phrase, String words, String status, SmtpReply reply) {
    var said = phrase.reason();
    if (said == BounceReason.USER_UNKNOWN) {
      boolean certain = phrase.certain() || isCertain(words, status, reply);
      return certain ? said : BounceReason.FILTERED;
    }
    if (said == BounceReason.HOST_UNKNOWN && reply.step() == SmtpReply.Step.MAIL) {
      return BounceReason.REJECTED; // the sender's domain is meant
    }
    if (said == BounceReason.SYSTEM_ERROR && reply.step() == SmtpReply.Step.CONNECT) {
      return BounceReason.BLOCKED; // a server that talks to nobody does not answer at all
    }
    return said;
  }

  /**
   * Whether a user who is called unknown is. Filters of telephone companies and of others let the
   * whole message come before they call a user unknown, also one who only does not want the mail; a
   * server that knows its users answers RCPT, names the address, or gives the code for it.
   */
  private static boolean isCertain(String words, String status, SmtpReply reply) {
    if (StatusCodes.saysAddress(status)) {
      return true;
    }
    switch (reply.step()) {
      case RCPT:
        return true;
      case DATA:
        return false;
      default:
        return !StatusCodes.isVague(status) || ABOUT_ADDRESS.matcher(words).find();
    }
  }

  private static Optional<BounceReason> byReplyCode(SmtpReply reply) {
    switch (reply.code()) {
      case "552":
        return Optional.of(BounceReason.EXCEED_LIMIT);
      case "450":
      case "451":
      case "452":
        return Optional.of(BounceReason.ON_HOLD);
      case "421":
        return Optional.of(BounceReason.EXPIRED);
      case "500":
      case "501":
      case "502":
      case "503":
      case "504":
        return Optional.of(BounceReason.SYNTAX_ERROR);
      default:
        break;
    }
    switch (reply.step()) {
      case CONNECT:
      case HELLO:
        return Optional.of(BounceReason.BLOCKED);
      case MAIL:
        return Optional.of(BounceReason.REJECTED);
      case RCPT:
      case DATA:
        return reply.code().isEmpty() ? Optional.empty() : Optional.of(BounceReason.FILTERED);
      default:
        return Optional.empty();
    }
  }
}
