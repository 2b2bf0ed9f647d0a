package cadenza.messaging.domain;

/** What was asked for. */
public enum HitKind {
  /** The picture, which a mail program fetches to show the mail. */
  OPEN,
  /** A link that is seen. */
  CLICK,
  /** The link that no person sees. */
  TRAP
}
