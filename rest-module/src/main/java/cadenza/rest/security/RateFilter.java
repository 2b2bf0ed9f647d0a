package cadenza.rest.security;

import cadenza.access.api.Allowance;
import cadenza.access.api.Caller;
import cadenza.access.application.LimitRates;
import cadenza.rest.problem.AskedAddress;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.RequestId;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/**
 * Turns away who asks too often, before anything is read or looked up for him, and tells everybody
 * in the fields of the IETF's RateLimit draft how much is left.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 10)
public class RateFilter implements ContainerRequestFilter, ContainerResponseFilter {
  /** Where {@link BearerTokens} leaves what it has refused by itself. */
  static final String REFUSED = "cadenza.rate.refused";

  private static final String SAID = "cadenza.rate.said";

  @Inject LimitRates limitRates;
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request) {
    if (servletRequest.getAttribute(REFUSED) instanceof Allowance refused) {
      request.abortWith(refusal(servletRequest, refused));
    } else if (servletRequest.getAttribute(BearerTokens.CALLER) instanceof Caller caller) {
      var said = limitRates.ofCaller(caller);
      said.ifPresent(allowance -> servletRequest.setAttribute(SAID, allowance));
      said.filter(allowance -> !allowance.passes())
          .ifPresent(refused -> request.abortWith(refusal(servletRequest, refused)));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (servletRequest.getAttribute(SAID) instanceof Allowance said) {
      var name = '"' + said.policy() + '"';
      var headers = response.getHeaders();
      headers.putSingle(
          "RateLimit-Policy", name + ";q=" + said.atMost() + ";w=" + said.window().toSeconds());
      headers.putSingle(
          "RateLimit", name + ";r=" + said.remaining() + ";t=" + said.window().toSeconds());
    }
  }

  /** 429, and when to come again. */
  public static Response refusal(HttpServletRequest servletRequest, Allowance refused) {
    servletRequest.setAttribute(SAID, refused);
    var problem =
        Problem.of(429, "too_many_requests", said(refused))
            .at(AskedAddress.of(servletRequest), RequestId.of(servletRequest));
    return Response.fromResponse(problem.toResponse())
        .header(HttpHeaders.RETRY_AFTER, refused.waitSeconds())
        .build();
  }

  static String said(Allowance refused) {
    return "More requests than the limit of this "
        + (refused.policy().equals("failures") ? "address" : refused.policy())
        + " allows; wait as long as Retry-After says.";
  }
}
