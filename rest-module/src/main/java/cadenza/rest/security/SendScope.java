package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;

/** The second scope of what lets mail go. */
public final class SendScope {
  private SendScope() {}

  public static void require(Caller caller) {
    if (!caller.scopes().contains(Scopes.EMAIL_SEND)) {
      throw new ProblemException(
          Problem.of(403, "insufficient_scope", "The token needs the scope " + Scopes.EMAIL_SEND));
    }
  }
}
