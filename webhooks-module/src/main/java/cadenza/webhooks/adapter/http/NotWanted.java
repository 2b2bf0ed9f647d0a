package cadenza.webhooks.adapter.http;

/** Ends a request before it leaves: nobody wants it any more, or nobody could be asked. */
class NotWanted extends Exception {
  private static final long serialVersionUID = 1L;

  NotWanted(String message) {
    super(message);
  }

  NotWanted(String message, Throwable cause) {
    super(message, cause);
  }
}
