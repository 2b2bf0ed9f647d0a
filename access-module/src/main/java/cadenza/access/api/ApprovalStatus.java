package cadenza.access.api;

import java.util.Locale;

/** How far a request has come that somebody has to approve. */
public enum ApprovalStatus {
  /** Nobody has said anything, and there is time left. */
  PENDING,
  /** It was done. */
  APPROVED,
  REFUSED,
  /** Nobody has said anything in time, which is a refusal. */
  EXPIRED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** As the outside knows it. */
  public String word() {
    return word;
  }
}
