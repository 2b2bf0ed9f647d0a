package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/** How a connection test of a mailbox went. */
public record ConnectionReport(Result smtp, Result imap) {
  /**
   * @param status {@code ok}, {@code failed} or {@code not_set}
   * @param code what failed, for programs, such as {@code certificate_untrusted}; null when it
   *     works
   * @param field the setting to look at, such as {@code /imap/host}; null when it works
   * @param reason the same for people, in the server's words where it said any; null when it works
   */
  public record Result(
      String status, @Nullable String code, @Nullable String field, @Nullable String reason) {}
}
