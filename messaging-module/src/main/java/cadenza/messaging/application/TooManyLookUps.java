package cadenza.messaging.application;

/** So many look something up at once that one more had to be turned away; he may come again. */
public class TooManyLookUps extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyLookUps() {
    super("Too many look-ups at once");
  }
}
