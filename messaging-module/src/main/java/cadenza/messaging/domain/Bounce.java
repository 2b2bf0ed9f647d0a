package cadenza.messaging.domain;

import cadenza.messaging.api.BounceClass;

/**
 * What one report says about one recipient.
 *
 * @param recipient the address; empty when the report names none
 * @param status enhanced code (RFC 3463); made of the reason where the report has none
 * @param replyCode of the SMTP server, as in {@code 550}; empty when it is not told
 * @param diagnostic the words of the server, or of the notice; at most 1000 characters
 */
public record Bounce(
    String recipient,
    DeliveryAction action,
    String status,
    String replyCode,
    BounceReason reason,
    String diagnostic) {

  public static final int DIAGNOSTIC_CHARS = 1000;

  public BounceClass bounceClass() {
    return reason.bounceClass();
  }
}
