package cadenza.messaging.domain;

/** What became of a message on its way to one recipient (RFC 3464, 2.3.3). */
public enum DeliveryAction {
  FAILED,
  /** It is still being tried. */
  DELAYED,
  DELIVERED,
  RELAYED,
  EXPANDED;

  /** Servers write {@code expired} and whatever else for what has failed. */
  static DeliveryAction of(String word) {
    switch (word) {
      case "delayed":
        return DELAYED;
      case "delivered":
        return DELIVERED;
      case "relayed":
        return RELAYED;
      case "expanded":
        return EXPANDED;
      default:
        return FAILED;
    }
  }
}
