package cadenza.rest.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the HTTP layer trips over is refused before it gets there: an address that is no URI, media
 * types that are none, and a body that is packed.
 */
@WebFilter(value = "/*", asyncSupported = true)
public class RequestCheck extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_ADDRESS = 8_000;
  private static final Set<String> UNPACKED = Set.of("", "identity");
  private static final Pattern TOKEN = Pattern.compile("[\\w!#$&^.+*-]+");
  private static final Pattern WEIGHT = Pattern.compile("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var found = refusal(request);
    if (found == null) {
      chain.doFilter(request, response);
    } else {
      ServletProblem.write(request, response, found);
    }
  }

  private static @Nullable Problem refusal(HttpServletRequest request) {
    var query = request.getQueryString();
    if (request.getRequestURI().length() + (query == null ? 0 : query.length()) > LONGEST_ADDRESS) {
      return Problem.of(414, "address_too_long", "An address has 8,000 characters at most.");
    }
    if (!isAddress(request.getRequestURI(), query)) {
      return Problem.of(400, "malformed_request", "The address is not a URI.");
    }
    if (!isMediaType(request.getHeader("Content-Type"))) {
      return Problem.of(415, "unsupported_media_type", "The Content-Type is malformed.");
    }
    var accepted = request.getHeaders("Accept");
    while (accepted.hasMoreElements()) {
      if (!areMediaTypes(accepted.nextElement())) {
        return Problem.of(400, "malformed_request", "The Accept header is malformed.");
      }
    }
    var packing = request.getHeader("Content-Encoding");
    return packing == null || UNPACKED.contains(packing.strip().toLowerCase(Locale.ROOT))
        ? null
        : Problem.of(415, "unsupported_encoding", "A body is sent as it is, not packed.");
  }

  private static boolean isAddress(String path, @Nullable String query) {
    try {
      return !URI.create("http://cadenza" + path + (query == null ? "" : "?" + query))
          .getPath()
          .isEmpty();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean areMediaTypes(String header) {
    for (var one : header.split(",", -1)) {
      if (!isMediaType(one)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMediaType(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return true;
    }
    try {
      var type = MediaType.valueOf(text.strip());
      var weight = type.getParameters().get("q");
      return TOKEN.matcher(type.getType()).matches()
          && TOKEN.matcher(type.getSubtype()).matches()
          && (weight == null || WEIGHT.matcher(weight).matches());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
