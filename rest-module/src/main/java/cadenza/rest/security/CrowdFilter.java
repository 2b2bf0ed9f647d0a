package cadenza.rest.security;

import cadenza.access.api.Allowance;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ServletProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Turns away, where mails lead and nobody needs a token, what {@link BearerTokens} has refused:
 * {@link RateFilter} sees the interface only.
 */
@WebFilter({"/c/*", "/o/*", "/u/*"})
public class CrowdFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(RateFilter.REFUSED) instanceof Allowance refused) {
      response.setHeader("Retry-After", Long.toString(refused.waitSeconds()));
      ServletProblem.write(
          request, response, Problem.of(429, "too_many_requests", RateFilter.said(refused)));
    } else {
      chain.doFilter(request, response);
    }
  }
}
