package cadenza.rest.messaging;

import cadenza.messaging.api.ConnectionReport;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a connection test of a mailbox went. */
@Schema(name = "ConnectionReport")
public record ConnectionReportBody(Result smtp, Result imap) {
  /**
   * @param reason what the server said, or why it was not reached; absent when it works
   */
  @Schema(name = "ConnectionResult")
  public record Result(
      @Schema(description = "ok, failed or not_set") String status, @Nullable String reason) {
    static Result of(ConnectionReport.Result result) {
      return new Result(result.status(), result.reason());
    }
  }

  static ConnectionReportBody of(ConnectionReport report) {
    return new ConnectionReportBody(Result.of(report.smtp()), Result.of(report.imap()));
  }
}
