package cadenza.rest.problem;

import cadenza.kernel.api.PassingFailure;
import cadenza.kernel.api.RuleViolation;
import cadenza.rest.problem.Problem.FieldError;
import jakarta.data.exceptions.EntityExistsException;
import jakarta.data.exceptions.OptimisticLockingFailureException;
import jakarta.json.bind.JsonbException;
import jakarta.json.stream.JsonParsingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns whatever went wrong into a problem. The cause may be wrapped by the container (a rolled
 * back transaction, an EJB, a body reader), so the first one in the chain that says something
 * counts. What nobody foresaw is logged with the request's id and tells the caller nothing else.
 */
@Provider
public class AnyErrorMapper implements ExceptionMapper<Throwable> {
  /** Seconds after which a request that the database set aside may come again. */
  private static final String SOON = "1";

  private static final System.Logger LOG = System.getLogger(AnyErrorMapper.class.getName());

  private static final int RETRY_AFTER_SECONDS = 3;

  @Context HttpServletRequest request;

  @Override
  public Response toResponse(Throwable error) {
    Map<Throwable, Boolean> seen = new IdentityHashMap<>();
    for (Throwable e = error; e != null && seen.put(e, true) == null; e = e.getCause()) {
      var answer = answerTo(e);
      if (answer != null) {
        return answer;
      }
    }
    LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", error);
    return answer(
        Problem.of(500, "internal_error", "Something went wrong here; quote the request id."));
  }

  private @Nullable Response answerTo(Throwable e) {
    if (e instanceof ProblemException refused) {
      return later(answer(refused.problem()), refused.retryAfterSeconds());
    }
    if (e instanceof RuleViolation broken) {
      return later(
          answer(problem(broken)),
          broken.kind() == RuleViolation.Kind.LATER ? RETRY_AFTER_SECONDS : 0);
    }
    if (e instanceof ConstraintViolationException invalid) {
      return answer(InvalidContent.problem(invalid));
    }
    if (e instanceof JsonbException || e instanceof JsonParsingException) {
      return answer(UnreadableBody.problem(e));
    }
    if (e instanceof OptimisticLockingFailureException || e instanceof EntityExistsException) {
      return answer(
          Problem.of(
              409, "changed_meanwhile", "Another request was faster; read again and decide."));
    }
    if (e instanceof SQLException failure && PassingFailure.is(failure)) {
      LOG.log(Level.WARNING, "Request " + RequestId.of(request) + " came in vain", failure);
      return Response.fromResponse(answer(Problem.unavailable()))
          .header(HttpHeaders.RETRY_AFTER, SOON)
          .build();
    }
    if (e instanceof WebApplicationException http
        && (http.getCause() == null || http.getResponse().getStatus() != 500)) {
      return answer(http);
    }
    if (e instanceof ProcessingException && e.getCause() == null) {
      return answer(UnreadableBody.problem(e));
    }
    return null;
  }

  private static Response later(Response answer, int seconds) {
    return seconds == 0
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, seconds).build();
  }

  private static Problem problem(RuleViolation broken) {
    var problem =
        Problem.of(status(broken.kind()), broken.code(), String.valueOf(broken.getMessage()));
    var pointer = broken.pointer();
    return pointer == null
        ? problem
        : problem.with(FieldError.inBody(pointer, broken.code(), problem.detail()));
  }

  private static int status(RuleViolation.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case STALE -> 412;
      case UNSEEN -> 428;
      case INVALID -> 422;
      case FORBIDDEN -> 403;
      case LATER -> 429;
    };
  }

  private Response answer(WebApplicationException http) {
    var given = http.getResponse();
    int status = given.getStatus();
    if (status < 400) {
      return given;
    }
    if (status >= 500) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", http);
    }
    var answer = Response.fromResponse(answer(HttpProblems.of(status)));
    for (var kept : new String[] {HttpHeaders.ALLOW, HttpHeaders.RETRY_AFTER}) {
      var value = given.getHeaderString(kept);
      if (value != null) {
        answer.header(kept, value);
      }
    }
    return answer.build();
  }

  private Response answer(Problem problem) {
    return problem.at(AskedAddress.of(request), RequestId.of(request)).toResponse();
  }
}
