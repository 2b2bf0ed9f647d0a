package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.kernel.api.CurrentWorkspace;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.RequestId;
import cadenza.rest.security.BearerTokens.Refusal;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Tells the request who is asking, and answers 401 to everybody else before the address is even
 * looked up.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class CallerFilter implements ContainerRequestFilter {
  @Inject CurrentCaller currentCaller;
  @Inject CurrentWorkspace currentWorkspace;
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    if (servletRequest.getAttribute(BearerTokens.CALLER) instanceof Caller caller) {
      currentCaller.is(caller);
      currentWorkspace.is(caller.workspaceId());
    } else {
      request.abortWith(refusal());
    }
  }

  private Response refusal() {
    var why = servletRequest.getAttribute(BearerTokens.REFUSAL);
    if (why == Refusal.UNAVAILABLE) {
      return answer(
          Problem.of(503, "unavailable", "The server cannot answer now; try again soon."),
          HttpHeaders.RETRY_AFTER,
          "5");
    }
    return answer(
        Problem.of(401, "unauthorized", "A valid token is needed: Authorization: Bearer …"),
        HttpHeaders.WWW_AUTHENTICATE,
        "Bearer realm=\"cadenza\""
            + (why == Refusal.INVALID_TOKEN ? ", error=\"invalid_token\"" : ""));
  }

  private Response answer(Problem problem, String header, String value) {
    var named = problem.at(servletRequest.getRequestURI(), RequestId.of(servletRequest));
    return Response.fromResponse(named.toResponse()).header(header, value).build();
  }
}
