package cadenza.messaging.domain;

/** The end of one try to send: what it means for the message, and for its account. */
public record Attempt(SendResult result, AccountNews news) {
  public static Attempt of(SendResult result) {
    return new Attempt(result, AccountNews.NOTHING);
  }
}
