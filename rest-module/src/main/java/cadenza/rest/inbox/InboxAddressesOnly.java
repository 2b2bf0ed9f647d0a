package cadenza.rest.inbox;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;

/** What is there for {@link InboxAddresses} is nowhere else, however its address is written. */
@Provider
@InboxAddress
@Priority(Priorities.AUTHENTICATION - 20)
public class InboxAddressesOnly implements ContainerRequestFilter {
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    if (!InboxAddresses.leads(servletRequest)) {
      throw new ProblemException(Problem.of(404, "not_found", "There is nothing at this address."));
    }
  }
}
