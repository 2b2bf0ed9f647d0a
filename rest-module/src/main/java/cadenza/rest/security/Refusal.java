package cadenza.rest.security;

import cadenza.rest.problem.Problem;

/** Why a request has no caller, and what it is told. */
enum Refusal {
  /** There is no Authorization, or one of another kind than Bearer. */
  NO_TOKEN(401, "WWW-Authenticate", "Bearer realm=\"cadenza\""),
  /** The token is unknown, expired or revoked: the three look alike. */
  INVALID_TOKEN(401, "WWW-Authenticate", "Bearer realm=\"cadenza\", error=\"invalid_token\""),
  /** Nobody can say now. */
  UNAVAILABLE(503, "Retry-After", "5");

  private final int status;
  private final String header;
  private final String value;

  Refusal(int status, String header, String value) {
    this.status = status;
    this.header = header;
    this.value = value;
  }

  Problem problem() {
    return status == 503
        ? Problem.unavailable()
        : Problem.of(401, "unauthorized", "A valid token is needed: Authorization: Bearer …");
  }

  String header() {
    return header;
  }

  String value() {
    return value;
  }
}
