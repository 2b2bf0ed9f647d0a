package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.access.application.AuthenticateToken;
import cadenza.access.application.CountRefusals;
import cadenza.access.application.IssuerAway;
import cadenza.access.application.IssuerTokens;
import cadenza.access.application.KeepSessions;
import cadenza.access.application.LimitRates;
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
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Authorization: Bearer cdz_…}, or else the cookie of somebody who logged in: {@link
 * CallerFilter} makes the scopes the caller's roles. The server is not told, because its own login
 * costs more than ours, and nobody asks it. Only this application's own paths are guarded; health,
 * metrics and the API document are the server's.
 */
@ApplicationScoped
public class BearerTokens implements HttpAuthenticationMechanism {
  /** Where the rest of the request finds the {@link Caller}. */
  static final String CALLER = "cadenza.caller";

  /** Where {@link CallerFilter} finds why there is none. */
  static final String REFUSAL = "cadenza.refusal";

  /**
   * Who comes with an Authorization of another kind: somebody without any role, whom {@link
   * CallerFilter} turns away. With nobody at all the server would take the header apart as one of
   * its own, and stumble over one that is malformed.
   */
  private static final String NOBODY = "nobody";

  /** How Reply.io's older callers bring their token, at the addresses that are theirs. */
  private static final String API_KEY = "X-API-Key";

  private static final String WHERE_KEYS_ARE = "/v3/";

  private static final Optional<String> NONE = Optional.empty();

  private static final System.Logger LOG = System.getLogger(BearerTokens.class.getName());

  @Inject AuthenticateToken authenticateToken;
  @Inject IssuerTokens issuerTokens;
  @Inject KeepSessions keepSessions;
  @Inject SessionCookie sessionCookie;
  @Inject LimitRates limitRates;
  @Inject CountRefusals countRefusals;

  @Override
  @ActivateRequestContext
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    var crowd = limitRates.ofAddress(request.getRemoteAddr()).filter(said -> !said.passes());
    if (crowd.isPresent()) {
      request.setAttribute(RateFilter.REFUSED, crowd.get());
      return nobody(context);
    }
    var refusal = Refusal.UNAVAILABLE;
    var token = bearer(request);
    var cookie = request.getHeader("Authorization") == null ? sessionCookie.value(request) : NONE;
    try {
      var caller = token.flatMap(this::holder).or(() -> cookie.flatMap(keepSessions::authenticate));
      if (caller.isPresent()) {
        request.setAttribute(CALLER, caller.get());
        return context.doNothing();
      }
      refusal = token.isEmpty() ? Refusal.NO_TOKEN : Refusal.INVALID_TOKEN;
      if (token.isPresent() || cookie.isPresent()) {
        noteFailure(request);
      }
    } catch (IssuerAway told) {
      LOG.log(Level.DEBUG, "Request " + RequestId.of(request) + " failed", told);
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", databaseAway);
    }
    request.setAttribute(REFUSAL, refusal);
    return token.isEmpty() && request.getHeader("Authorization") != null
        ? nobody(context)
        : context.doNothing();
  }

  private Optional<Caller> holder(String token) {
    return issuerTokens.mayBe(token)
        ? issuerTokens.authenticate(token)
        : authenticateToken.authenticate(token);
  }

  /** Whoever fails too often is told to wait, and everybody who fails is counted. */
  private void noteFailure(HttpServletRequest request) {
    var address = request.getRemoteAddr();
    limitRates
        .ofFailure(address)
        .filter(said -> !said.passes())
        .ifPresent(said -> request.setAttribute(RateFilter.REFUSED, said));
    countRefusals.failed(address, "token", RequestId.of(request));
  }

  /** Named as ours, so that the server does not take the header apart as one of its own. */
  @SuppressWarnings("unchecked")
  private static AuthenticationStatus nobody(HttpMessageContext context) {
    context.getMessageInfo().getMap().put("jakarta.servlet.http.authType", "Bearer");
    return context.notifyContainerAboutLogin(NOBODY, Set.of());
  }

  private static Optional<String> bearer(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    var key = header == null ? request.getHeader(API_KEY) : null;
    if (key != null && request.getRequestURI().startsWith(WHERE_KEYS_ARE)) {
      return Optional.of(key.strip());
    }
    if (header == null || header.length() < 8) {
      return Optional.empty();
    }
    return header.substring(0, 7).toLowerCase(Locale.ROOT).equals("bearer ")
        ? Optional.of(header.substring(7).strip())
        : Optional.empty();
  }
}
