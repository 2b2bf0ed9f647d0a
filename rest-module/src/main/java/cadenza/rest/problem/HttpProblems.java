package cadenza.rest.problem;

import java.util.Map;

/** What the HTTP layer itself refuses, in our words and without its class names. */
final class HttpProblems {
  private static final Map<Integer, Problem> KNOWN =
      Map.of(
          400, Problem.of(400, "malformed_request", "The request cannot be read."),
          401, Problem.of(401, "unauthorized", "A valid token is needed."),
          403, Problem.of(403, "forbidden", "This token may not do that."),
          404, Problem.of(404, "not_found", "There is nothing at this address."),
          405, Problem.of(405, "method_not_allowed", "This address does not take that method."),
          406, Problem.of(406, "not_acceptable", "The answer is application/json."),
          413, Problem.of(413, "body_too_large", "A body has 1 MB at most."),
          415, Problem.of(415, "unsupported_media_type", "The body must be application/json."));

  private HttpProblems() {}

  static Problem of(int status) {
    var known = KNOWN.get(status);
    if (known != null) {
      return known;
    }
    return status >= 500
        ? Problem.of(status, "internal_error", "Something went wrong here; quote the request id.")
        : Problem.of(status, "refused", "The request is refused.");
  }
}
