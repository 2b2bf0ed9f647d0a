package cadenza.messaging.api;

/** What a refused delivery means for the next message to the same address. */
public enum BounceClass {
  /** The address does not exist and will not. */
  HARD,
  /** It may exist; the next message may arrive. */
  SOFT,
  /** The sender, his server or his words were refused; it says nothing about the address. */
  BLOCK,
  /** The server did not say. */
  UNKNOWN
}
