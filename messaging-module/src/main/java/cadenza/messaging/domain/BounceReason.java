package cadenza.messaging.domain;

import cadenza.messaging.api.BounceClass;
import java.util.Arrays;
import java.util.Locale;

/**
 * Why a message did not reach a recipient. The names are those that bounce analysers have in common
 * (Sisimai's), so that figures can be compared.
 *
 * <p>A server that gives no enhanced code (RFC 3463) leaves the status open. Then one is made of
 * the reason: class 4 or 5, subject 0, and a detail above 900, which IANA has given to nobody.
 */
public enum BounceReason {
  USER_UNKNOWN(BounceClass.HARD, 911),
  HOST_UNKNOWN(BounceClass.HARD, 912),
  /** The domain takes no mail at all (RFC 7505), or has no server for it. */
  NOT_ACCEPT(BounceClass.HARD, 932),
  HAS_MOVED(BounceClass.HARD, 916),

  MAILBOX_FULL(BounceClass.SOFT, 922),
  SUSPEND(BounceClass.SOFT, 921),
  EXPIRED(BounceClass.SOFT, 947),
  NETWORK_ERROR(BounceClass.SOFT, 944),
  SYSTEM_ERROR(BounceClass.SOFT, 930),
  SYSTEM_FULL(BounceClass.SOFT, 931),
  MAILER_ERROR(BounceClass.SOFT, 939),
  TOO_MANY_CONN(BounceClass.SOFT, 945),
  SPEEDING(BounceClass.SOFT, 945),
  MESG_TOO_BIG(BounceClass.SOFT, 934),
  EXCEED_LIMIT(BounceClass.SOFT, 923),
  FAILED_STARTTLS(BounceClass.SOFT, 976),

  BLOCKED(BounceClass.BLOCK, 971),
  REJECTED(BounceClass.BLOCK, 918),
  AUTH_FAILURE(BounceClass.BLOCK, 972),
  REQUIRE_PTR(BounceClass.BLOCK, 973),
  BAD_REPUTATION(BounceClass.BLOCK, 975),
  POLICY_VIOLATION(BounceClass.BLOCK, 970),
  SPAM_DETECTED(BounceClass.BLOCK, 980),
  VIRUS_DETECTED(BounceClass.BLOCK, 981),
  SECURITY_ERROR(BounceClass.BLOCK, 970),
  NO_RELAYING(BounceClass.BLOCK, 909),
  NOT_COMPLIANT_RFC(BounceClass.BLOCK, 974),
  CONTENT_ERROR(BounceClass.BLOCK, 960),
  SYNTAX_ERROR(BounceClass.BLOCK, 902),

  /** Something between the server and the mailbox refused it without telling why. */
  FILTERED(BounceClass.UNKNOWN, 910),
  ON_HOLD(BounceClass.UNKNOWN, 901),
  UNDEFINED(BounceClass.UNKNOWN, 900);

  private final BounceClass bounceClass;
  private final int detail;

  BounceReason(BounceClass bounceClass, int detail) {
    this.bounceClass = bounceClass;
    this.detail = detail;
  }

  public BounceClass bounceClass() {
    return bounceClass;
  }

  /** The status for a report that holds none, as in {@code 5.0.911}. */
  public String status(boolean forNow) {
    return (forNow ? "4.0." : "5.0.") + detail;
  }

  /** What {@link #word()} has written. */
  public static BounceReason of(String word) {
    return Arrays.stream(values())
        .filter(reason -> reason.word().equals(word))
        .findFirst()
        .orElse(UNDEFINED);
  }

  /** As in {@code userunknown}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
