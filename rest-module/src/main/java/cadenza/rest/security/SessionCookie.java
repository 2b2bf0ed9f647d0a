package cadenza.rest.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.NewCookie;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The cookie of somebody who logged in: no script reads it, and no plain connection carries it. */
@ApplicationScoped
public class SessionCookie {
  private static final String NAME = "cadenza_session";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

  @Inject
  @ConfigProperty(name = "cadenza.sessions.plain-loopback", defaultValue = "false")
  boolean plainLoopback;

  /** What the request's cookie holds. */
  public Optional<String> value(HttpServletRequest request) {
    var cookies = request.getCookies();
    return (cookies == null ? Stream.<jakarta.servlet.http.Cookie>empty() : Arrays.stream(cookies))
        .filter(cookie -> cookie.getName().equals(NAME))
        .map(jakarta.servlet.http.Cookie::getValue)
        .filter(Objects::nonNull)
        .findFirst();
  }

  public NewCookie holding(String value, HttpServletRequest request) {
    return cookie(value, request).build();
  }

  /** Makes the browser forget it. */
  public NewCookie gone(HttpServletRequest request) {
    return cookie("", request).maxAge(0).build();
  }

  private NewCookie.Builder cookie(String value, HttpServletRequest request) {
    return new NewCookie.Builder(NAME)
        .value(value)
        .path("/")
        .httpOnly(true)
        .secure(!isPlainLoopback(request))
        .sameSite(NewCookie.SameSite.LAX);
  }

  /**
   * Behind a proxy on this machine every caller seems to be here, so the operator has to say it.
   */
  private boolean isPlainLoopback(HttpServletRequest request) {
    return plainLoopback && !request.isSecure() && LOOPBACK.contains(request.getRemoteAddr());
  }
}
