package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.application.AuthenticateToken;
import cadenza.kernel.api.Ids;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code Authorization: Bearer cdz_…}: the token's scopes become the caller's roles. Only this
 * application's own paths are guarded; health, metrics and the API document are the server's.
 */
@ApplicationScoped
public class BearerTokens implements HttpAuthenticationMechanism {
  /** Where the rest of the request finds the {@link Caller}. */
  static final String CALLER = "cadenza.caller";

  private static final System.Logger LOG = System.getLogger(BearerTokens.class.getName());

  @Inject AuthenticateToken authenticateToken;

  @Override
  @ActivateRequestContext
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    var token = bearer(request);
    Optional<Caller> caller;
    try {
      caller = token.flatMap(authenticateToken::authenticate);
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", databaseAway);
      answer(
          request,
          response,
          Problem.of(503, "unavailable", "The server cannot answer now; try again soon."));
      return AuthenticationStatus.SEND_FAILURE;
    }
    if (caller.isEmpty()) {
      response.setHeader(
          "WWW-Authenticate",
          token.isEmpty()
              ? "Bearer realm=\"cadenza\""
              : "Bearer realm=\"cadenza\", error=\"invalid_token\"");
      answer(
          request,
          response,
          Problem.of(401, "unauthorized", "A valid token is needed: Authorization: Bearer …"));
      return AuthenticationStatus.SEND_FAILURE;
    }
    request.setAttribute(CALLER, caller.get());
    return context.notifyContainerAboutLogin(
        Ids.wire("tok", caller.get().tokenId()), caller.get().scopes());
  }

  private static Optional<String> bearer(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header == null || header.length() < 8) {
      return Optional.empty();
    }
    return header.substring(0, 7).toLowerCase(Locale.ROOT).equals("bearer ")
        ? Optional.of(header.substring(7).strip())
        : Optional.empty();
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws AuthenticationException {
    var id = RequestId.of(request);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader(RequestId.HEADER, id);
    response.setHeader("Cache-Control", "no-store");
    try {
      response
          .getOutputStream()
          .write(problem.at(request.getRequestURI(), id).toJson().getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new AuthenticationException(gone);
    }
  }
}
