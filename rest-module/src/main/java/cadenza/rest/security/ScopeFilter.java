package cadenza.rest.security;

import cadenza.access.api.CurrentCaller;
import cadenza.access.application.DecideApproval;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/**
 * Refuses a missing scope by name before the body is read. A method that names no scope lets nobody
 * in, unless it says that any caller may.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class ScopeFilter implements ContainerRequestFilter {
  @Inject CurrentCaller currentCaller;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    var method = resource.getResourceMethod();
    if (method == null || method.isAnnotationPresent(PermitAll.class)) {
      return;
    }
    var allowed = method.getAnnotation(RolesAllowed.class);
    if (allowed == null) {
      throw new ProblemException(Problem.of(403, "forbidden", "This address is open to no scope."));
    }
    var scopes = List.of(allowed.value());
    if (scopes.stream().noneMatch(currentCaller.caller().scopes()::contains)) {
      throw new ProblemException(
          Problem.of(
              403,
              "insufficient_scope",
              "The token needs the scope " + String.join(" or ", scopes)));
    }
    if (currentCaller.caller().boundInbox() != null
        && !method.isAnnotationPresent(BoundTokens.class)) {
      throw new ProblemException(
          Problem.of(403, "inbox_not_allowed", "The token is bound to one inbox."));
    }
    if (method.isAnnotationPresent(LetsMailGo.class)) {
      DecideApproval.refuseUnderApproval(currentCaller.caller());
    }
  }
}
