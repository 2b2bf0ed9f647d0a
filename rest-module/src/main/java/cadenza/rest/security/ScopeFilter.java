package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.kernel.api.CurrentWorkspace;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Tells the request who is asking, and refuses a missing scope by name before the body is read. A
 * method that names no scope lets nobody in.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class ScopeFilter implements ContainerRequestFilter {
  @Inject CurrentCaller currentCaller;
  @Inject CurrentWorkspace currentWorkspace;
  @Context HttpServletRequest servletRequest;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!(servletRequest.getAttribute(BearerTokens.CALLER) instanceof Caller caller)) {
      throw new ProblemException(Problem.of(401, "unauthorized", "A valid token is needed."));
    }
    currentCaller.is(caller);
    currentWorkspace.is(caller.workspaceId());
    var method = resource.getResourceMethod();
    if (method == null) {
      return;
    }
    var allowed = method.getAnnotation(RolesAllowed.class);
    if (allowed == null) {
      throw new ProblemException(Problem.of(403, "forbidden", "This address is open to no scope."));
    }
    var scopes = List.of(allowed.value());
    if (scopes.stream().noneMatch(caller.scopes()::contains)) {
      throw new ProblemException(
          Problem.of(
              403,
              "insufficient_scope",
              "The token needs the scope " + String.join(" or ", scopes)));
    }
  }
}
