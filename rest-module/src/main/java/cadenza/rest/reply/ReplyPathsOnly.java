package cadenza.rest.reply;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** What is there for {@link ReplyPaths} is nowhere else. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION + 10)
public class ReplyPathsOnly implements ContainerRequestFilter {
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath().replaceFirst("^/+", "");
    if ((path + "/").startsWith(ReplyPaths.INSIDE + "/")
        && servletRequest.getAttribute(ReplyPaths.CAME) == null) {
      throw new ProblemException(Problem.of(404, "not_found", "There is nothing at this address."));
    }
  }
}
