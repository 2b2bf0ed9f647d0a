package cadenza.access.api;

/** How far a request has come that somebody has to approve. */
public enum ApprovalStatus {
  /** Nobody has said anything, and there is time left. */
  PENDING,
  /** It was done. */
  APPROVED,
  REFUSED,
  /** Nobody has said anything in time, which is a refusal. */
  EXPIRED
}
