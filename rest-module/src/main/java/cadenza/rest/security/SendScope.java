package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;

/** The second scope of what lets mail go, and others that a request itself asks for. */
public final class SendScope {
  private SendScope() {}

  public static void require(Caller caller) {
    require(caller, Scopes.EMAIL_SEND);
  }

  public static void require(Caller caller, String scope) {
    if (!caller.scopes().contains(scope)) {
      throw new ProblemException(
          Problem.of(403, "insufficient_scope", "The token needs the scope " + scope));
    }
  }
}
