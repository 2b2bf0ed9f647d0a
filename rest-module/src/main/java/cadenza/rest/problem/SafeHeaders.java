package cadenza.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;

/** What tells a browser to make nothing of an answer but what it is. */
public final class SafeHeaders {
  private static final Map<String, String> PLAIN =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
          "Referrer-Policy", "no-referrer");
  private static final Map<String, String> SECURE = secure();

  private SafeHeaders() {}

  /** Over TLS also that there shall be nothing but TLS. */
  public static Map<String, String> of(HttpServletRequest request) {
    return request.isSecure() ? SECURE : PLAIN;
  }

  private static Map<String, String> secure() {
    var headers = new LinkedHashMap<>(PLAIN);
    headers.put("Strict-Transport-Security", "max-age=31536000");
    return Map.copyOf(headers);
  }
}
