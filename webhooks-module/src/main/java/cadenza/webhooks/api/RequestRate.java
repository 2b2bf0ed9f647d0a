package cadenza.webhooks.api;

/**
 * How many requests an endpoint wants at most, over all nodes.
 *
 * @param requests from 1; 0 in a wish takes a limit away
 * @param seconds in which they may leave: 1 or 60
 */
public record RequestRate(int requests, int seconds) {
  public boolean isNone() {
    return requests == 0;
  }
}
