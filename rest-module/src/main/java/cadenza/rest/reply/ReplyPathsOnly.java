package cadenza.rest.reply;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/**
 * What is there for {@link ReplyPaths} is nowhere else. It goes by the resource that was found and
 * not by the address, which may be written in many ways.
 */
@Provider
@ReplyAddress
@Priority(Priorities.AUTHENTICATION - 20)
public class ReplyPathsOnly implements ContainerRequestFilter {
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    if (servletRequest.getAttribute(ReplyPaths.CAME) == null) {
      throw new ProblemException(Problem.of(404, "not_found", "There is nothing at this address."));
    }
  }
}
