package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/** How a connection test of a mailbox went. */
public record ConnectionReport(Result smtp, Result imap) {
  /**
   * @param status {@code ok}, {@code failed} or {@code not_set}
   * @param reason what the server said or why it was not reached; null when it works
   */
  public record Result(String status, @Nullable String reason) {}
}
