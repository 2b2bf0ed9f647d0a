package cadenza.rest.tracking;

import cadenza.messaging.application.MailViewTokens;
import cadenza.messaging.application.ViewMail;
import cadenza.rest.problem.RequestId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One mail, for whoever was given its address; nothing in it acts or is fetched from elsewhere. */
@WebServlet("/" + MailViewTokens.PATH + "*")
public class MailView extends Looks {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(MailView.class.getName());
  private static final String POLICY =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";
  private static final byte[] NOTHING_HERE =
      "This link is not complete or too old, or what it belonged to is gone.\n"
          .getBytes(StandardCharsets.UTF_8);

  @Inject transient ViewMail viewMail;

  @Override
  void look(String token, boolean head, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> page;
    try {
      page = viewMail.page(token);
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", databaseAway);
      response.setStatus(503);
      response.setHeader("Retry-After", "30");
      return;
    }
    response.setHeader("Content-Security-Policy", POLICY);
    if (page.isPresent()) {
      response.setStatus(200);
      response.setContentType("text/html;charset=utf-8");
      response.getOutputStream().write(page.get().getBytes(StandardCharsets.UTF_8));
    } else {
      response.setStatus(404);
      response.setContentType("text/plain;charset=utf-8");
      response.getOutputStream().write(NOTHING_HERE);
    }
  }
}
