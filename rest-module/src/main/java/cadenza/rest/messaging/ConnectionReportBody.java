package cadenza.rest.messaging;

import cadenza.messaging.api.ConnectionReport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a connection test of a mailbox went. */
@Schema(name = "ConnectionReport")
public record ConnectionReportBody(Result smtp, Result imap) {
  /**
   * @param code what failed, for programs; absent when it works, as are the next two
   * @param field the setting to look at
   * @param reason what the server said, or why it was not reached
   */
  @Schema(name = "ConnectionResult")
  public record Result(
      @Schema(description = "ok, failed or not_set") String status,
      @Schema(description = "what failed", examples = "certificate_untrusted")
          @Nullable String code,
      @Schema(description = "the setting to look at", examples = "/imap/host")
          @Nullable String field,
      @Nullable String reason) {
    static Result of(ConnectionReport.Result result) {
      return new Result(result.status(), result.code(), result.field(), result.reason());
    }
  }

  static ConnectionReportBody of(ConnectionReport report) {
    return new ConnectionReportBody(Result.of(report.smtp()), Result.of(report.imap()));
  }
}
