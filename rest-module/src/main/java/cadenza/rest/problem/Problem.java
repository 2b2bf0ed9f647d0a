package cadenza.rest.problem;

import cadenza.rest.json.WireJson;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error.
 *
 * @param code stable and machine readable; {@code type} is {@code /problems/} and the code
 * @param oldestSequence of a 410 at the event log: the number of the first event there is
 * @param requestId also in the header {@code X-Request-Id} and in the server's log
 */
@Schema(name = "Problem", description = "RFC 9457 problem details")
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    @Nullable String instance,
    @Nullable String requestId,
    @Nullable List<FieldError> errors,
    @Nullable Long oldestSequence) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /**
   * One thing wrong with the request.
   *
   * @param pointer JSON pointer into the body
   * @param parameter name of a query or path parameter, where the body is not at fault
   */
  @Schema(name = "ProblemError")
  public record FieldError(
      @Nullable String pointer, @Nullable String parameter, String code, String detail) {
    public static FieldError inBody(String pointer, String code, String detail) {
      return new FieldError(pointer, null, code, detail);
    }

    public static FieldError inParameter(String name, String code, String detail) {
      return new FieldError(null, name, code, detail);
    }
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(
        "/problems/" + code.replace('_', '-'),
        title(status),
        status,
        detail,
        code,
        null,
        null,
        null,
        null);
  }

  /** Says to try again soon; goes with a Retry-After. */
  public static Problem unavailable() {
    return of(503, "unavailable", "The server cannot answer now; try again soon.");
  }

  public Problem with(FieldError... found) {
    return with(List.of(found));
  }

  public Problem with(List<FieldError> found) {
    return new Problem(
        type,
        title,
        status,
        detail,
        code,
        instance,
        requestId,
        found.isEmpty() ? null : found,
        oldestSequence);
  }

  public Problem at(@Nullable String path, @Nullable String request) {
    return new Problem(type, title, status, detail, code, path, request, errors, oldestSequence);
  }

  /** Says where a log begins. */
  public Problem sinceSequence(long oldest) {
    return new Problem(type, title, status, detail, code, instance, requestId, errors, oldest);
  }

  public String toJson() {
    return WireJson.write(this);
  }

  /** The answer; rendered here, so that no negotiation of media types gets in its way. */
  public Response toResponse() {
    return Response.status(status)
        .type(MEDIA_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(toJson())
        .build();
  }

  private static String title(int status) {
    if (status == 413) {
      return "Content Too Large";
    }
    var known = Status.fromStatusCode(status);
    return status == 422 || known == null ? "Unprocessable Content" : known.getReasonPhrase();
  }
}
