package cadenza.rest.tracking;

import cadenza.messaging.application.NoteHit.Asked;
import cadenza.rest.problem.RequestId;
import cadenza.rest.problem.SafeHeaders;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What can be looked at (GET, HEAD) and nothing else; no answer is kept or found by a search. */
abstract class Looks extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SafeHeaders.of(request).forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Robots-Tag", "noindex");
    response.setHeader(RequestId.HEADER, RequestId.of(request));
    switch (request.getMethod()) {
      case "GET" -> look(token(request), false, request, response);
      case "HEAD" -> look(token(request), true, request, response);
      default -> {
        response.setStatus(405);
        response.setHeader("Allow", "GET, HEAD");
      }
    }
  }

  abstract void look(
      String token, boolean head, HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  static Asked asked(HttpServletRequest request, boolean head) {
    return new Asked(
        request.getServerName(), head, request.getHeader("User-Agent"), request.getRemoteAddr());
  }

  private static String token(HttpServletRequest request) {
    @Nullable String path = request.getPathInfo();
    return path == null || path.isEmpty() ? "" : path.substring(1);
  }
}
