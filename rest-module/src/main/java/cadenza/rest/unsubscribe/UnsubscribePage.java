package cadenza.rest.unsubscribe;

import cadenza.messaging.application.OptOutByLink;
import cadenza.messaging.application.OptOutTokens;
import cadenza.rest.problem.RequestId;
import cadenza.rest.problem.SafeHeaders;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * Where List-Unsubscribe leads. A POST takes the recipient off at once, as RFC 8058 has it: without
 * a login, a cookie or a redirect, and whatever its body says. To look changes nothing, because
 * scanners follow every link of a mail.
 */
@WebServlet("/" + OptOutTokens.PATH + "*")
public class UnsubscribePage extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(UnsubscribePage.class.getName());
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  @Inject transient OptOutTokens tokens;
  @Inject transient OptOutByLink optOutByLink;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (tokens.messageOf(token(request)).isEmpty()) {
      unknown(request, response);
      return;
    }
    show(
        request,
        response,
        200,
        "No more mail?",
        "<form method=\"post\"><button>Unsubscribe</button></form>");
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      if (optOutByLink.use(token(request))) {
        show(
            request,
            response,
            200,
            "You are unsubscribed.",
            "<p>You get no more mail from us.</p>");
      } else {
        unknown(request, response);
      }
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", databaseAway);
      response.setHeader("Retry-After", "30");
      show(request, response, 503, "That did not work.", "<p>Please try again in a minute.</p>");
    }
  }

  private static String token(HttpServletRequest request) {
    var path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }

  private static void unknown(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    show(
        request,
        response,
        404,
        "Nothing is here.",
        "<p>This link is not complete, or what it belonged to is gone. You can answer the mail and"
            + " ask for no more.</p>");
  }

  private static void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String title,
      String content)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=utf-8");
    SafeHeaders.of(request).forEach(response::setHeader);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Robots-Tag", "noindex");
    response.setHeader(RequestId.HEADER, RequestId.of(request));
    var page =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><title>"
            + title
            + "</title><style>body{font:1.1em sans-serif;max-width:30em;margin:15vh auto;"
            + "padding:0 1em}button{font:inherit;padding:.6em 1.2em}</style><h1>"
            + title
            + "</h1>"
            + content
            + "</html>\n";
    response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
  }
}
