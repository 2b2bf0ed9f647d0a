package cadenza.messaging.domain;

import cadenza.messaging.api.BounceClass;
import java.util.Map;
import java.util.Optional;

/**
 * What an enhanced status code (RFC 3463 and the IANA registry of SMTP enhanced status codes, with
 * the codes of Microsoft and Google beyond it) says by itself. Servers give it to so many things
 * that their words come first; this is for those who say no more.
 */
final class StatusCodes {
  private static final Map<String, BounceReason> DETAILS =
      Map.ofEntries(
          Map.entry("1.0", BounceReason.REJECTED),
          Map.entry("1.1", BounceReason.USER_UNKNOWN),
          Map.entry("1.2", BounceReason.HOST_UNKNOWN),
          Map.entry("1.3", BounceReason.USER_UNKNOWN),
          Map.entry("1.4", BounceReason.FILTERED),
          Map.entry("1.5", BounceReason.FILTERED),
          Map.entry("1.6", BounceReason.HAS_MOVED),
          Map.entry("1.7", BounceReason.REJECTED),
          Map.entry("1.8", BounceReason.REJECTED),
          Map.entry("1.9", BounceReason.SYSTEM_ERROR),
          Map.entry("1.10", BounceReason.USER_UNKNOWN), // Exchange; RFC 7505 means the domain
          Map.entry("1.351", BounceReason.USER_UNKNOWN),
          Map.entry("2.0", BounceReason.FILTERED),
          Map.entry("2.1", BounceReason.SUSPEND),
          Map.entry("2.2", BounceReason.MAILBOX_FULL),
          Map.entry("2.3", BounceReason.EXCEED_LIMIT),
          Map.entry("2.4", BounceReason.SYSTEM_ERROR),
          Map.entry("3.0", BounceReason.SYSTEM_ERROR),
          Map.entry("3.1", BounceReason.SYSTEM_FULL),
          Map.entry("3.2", BounceReason.NOT_ACCEPT),
          Map.entry("3.3", BounceReason.SYSTEM_ERROR),
          Map.entry("3.4", BounceReason.MESG_TOO_BIG),
          Map.entry("3.5", BounceReason.SYSTEM_ERROR),
          Map.entry("4.0", BounceReason.NETWORK_ERROR),
          Map.entry("4.1", BounceReason.EXPIRED),
          Map.entry("4.2", BounceReason.NETWORK_ERROR),
          Map.entry("4.3", BounceReason.SYSTEM_ERROR),
          Map.entry("4.4", BounceReason.HOST_UNKNOWN),
          Map.entry("4.5", BounceReason.TOO_MANY_CONN),
          Map.entry("4.6", BounceReason.NETWORK_ERROR),
          Map.entry("4.7", BounceReason.EXPIRED),
          Map.entry("4.14", BounceReason.NETWORK_ERROR),
          Map.entry("4.310", BounceReason.HOST_UNKNOWN),
          Map.entry("4.312", BounceReason.NETWORK_ERROR),
          Map.entry("4.316", BounceReason.EXPIRED),
          Map.entry("5.3", BounceReason.TOO_MANY_CONN),
          Map.entry("6.1", BounceReason.CONTENT_ERROR),
          Map.entry("7.7", BounceReason.AUTH_FAILURE),
          Map.entry("7.10", BounceReason.SECURITY_ERROR),
          Map.entry("7.13", BounceReason.SUSPEND),
          Map.entry("7.17", BounceReason.HAS_MOVED),
          Map.entry("7.20", BounceReason.AUTH_FAILURE),
          Map.entry("7.21", BounceReason.AUTH_FAILURE),
          Map.entry("7.22", BounceReason.AUTH_FAILURE),
          Map.entry("7.23", BounceReason.AUTH_FAILURE),
          Map.entry("7.24", BounceReason.AUTH_FAILURE),
          Map.entry("7.25", BounceReason.REQUIRE_PTR),
          Map.entry("7.26", BounceReason.AUTH_FAILURE),
          Map.entry("7.27", BounceReason.NOT_ACCEPT),
          Map.entry("7.28", BounceReason.SPEEDING),
          Map.entry("7.29", BounceReason.AUTH_FAILURE),
          Map.entry("7.30", BounceReason.AUTH_FAILURE),
          Map.entry("7.40", BounceReason.AUTH_FAILURE),
          Map.entry("7.124", BounceReason.REJECTED),
          Map.entry("7.133", BounceReason.REJECTED),
          Map.entry("7.134", BounceReason.REJECTED),
          Map.entry("7.501", BounceReason.SPAM_DETECTED),
          Map.entry("7.502", BounceReason.SPAM_DETECTED),
          Map.entry("7.503", BounceReason.SPAM_DETECTED),
          Map.entry("7.505", BounceReason.REJECTED),
          Map.entry("7.508", BounceReason.SPEEDING),
          Map.entry("7.509", BounceReason.AUTH_FAILURE),
          Map.entry("7.510", BounceReason.NOT_ACCEPT),
          Map.entry("7.511", BounceReason.BLOCKED),
          Map.entry("7.512", BounceReason.NOT_COMPLIANT_RFC),
          Map.entry("7.513", BounceReason.BLOCKED),
          Map.entry("7.515", BounceReason.AUTH_FAILURE));

  private static final Map<Character, BounceReason> SUBJECTS =
      Map.of(
          '3', BounceReason.SYSTEM_ERROR,
          '4', BounceReason.NETWORK_ERROR,
          '6', BounceReason.CONTENT_ERROR,
          '7', BounceReason.SECURITY_ERROR);

  private StatusCodes() {}

  /** What the code says for certain, or hints at; empty for x.0.0, x.5.x and unknown details. */
  static Optional<BounceReason> reasonOf(String status) {
    if (status.length() < 5 || status.startsWith("2")) {
      return Optional.empty();
    }
    var rest = status.substring(2);
    var named = DETAILS.get(rest);
    if (named != null) {
      // A mailbox that is away for now has not vanished.
      boolean forNow = status.charAt(0) == '4' && named.bounceClass() == BounceClass.HARD;
      return Optional.of(forNow ? BounceReason.ON_HOLD : named);
    }
    if (rest.startsWith("7.6")) {
      return Optional.of(BounceReason.BLOCKED); // 5.7.606 to 5.7.649: banned addresses
    }
    return Optional.ofNullable(SUBJECTS.get(rest.charAt(0)));
  }

  /** Whether the subject is the recipient's address (X.1.1 and what stands for it). */
  static boolean saysAddress(String status) {
    return status.matches("5\\.1\\.(?:0|1|2|3|4|10|351)");
  }

  /** Whether it says nothing but that it failed. */
  static boolean isVague(String status) {
    return status.isEmpty() || status.endsWith(".0.0");
  }
}
