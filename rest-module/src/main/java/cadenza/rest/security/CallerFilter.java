package cadenza.rest.security;

import cadenza.access.api.Act;
import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.access.application.CountRefusals;
import cadenza.kernel.api.CurrentWorkspace;
import cadenza.rest.problem.AskedAddress;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.rest.problem.RequestId;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

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
  @Inject CsrfTokens csrfTokens;
  @Inject CountRefusals countRefusals;
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    if (isLogin(request)) {
      return; // who logs in asks on nobody's behalf, whatever else he brings along
    }
    if (servletRequest.getAttribute(BearerTokens.CALLER) instanceof Caller caller) {
      currentCaller.is(caller);
      currentWorkspace.is(caller.workspaceId());
      request.setSecurityContext(new CallerRoles(caller, request.getSecurityContext().isSecure()));
      if (!csrfTokens.allow(
          caller, request.getMethod(), request.getHeaderString(CsrfTokens.HEADER))) {
        countRefusals.denied(
            caller,
            new Act(
                "csrf",
                403,
                servletRequest.getRemoteAddr(),
                null,
                Set.of(),
                RequestId.of(servletRequest)));
        throw new ProblemException(
            Problem.of(
                403,
                "csrf_token_needed",
                "With a cookie, a change needs the header " + CsrfTokens.HEADER + "."));
      }
    } else {
      request.abortWith(refusal());
    }
  }

  /** The one address that somebody unknown may ask for. */
  private static boolean isLogin(ContainerRequestContext request) {
    return request.getMethod().equals("POST")
        && request.getUriInfo().getPath().replaceAll("^/+|/+$", "").equals("sessions");
  }

  private Response refusal() {
    var why =
        servletRequest.getAttribute(BearerTokens.REFUSAL) instanceof Refusal known
            ? known
            : Refusal.NO_TOKEN;
    var named = why.problem().at(AskedAddress.of(servletRequest), RequestId.of(servletRequest));
    return Response.fromResponse(named.toResponse()).header(why.header(), why.value()).build();
  }
}
