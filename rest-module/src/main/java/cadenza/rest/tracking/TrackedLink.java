package cadenza.rest.tracking;

import cadenza.messaging.application.FollowLink;
import cadenza.messaging.application.NoteHit;
import cadenza.messaging.application.TooManyLookUps;
import cadenza.messaging.application.TrackingTokens;
import cadenza.rest.problem.RequestId;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the links of a tracked mail lead first. Whoever follows one is sent on to where its author
 * meant it to lead, which is read in the mail: no part of the address says it.
 */
@WebServlet("/" + TrackingTokens.LINK_PATH + "*")
public class TrackedLink extends Looks {
  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(TrackedLink.class.getName());
  private static final byte[] NOTHING_HERE =
      "This link is not complete, or what it belonged to is gone.\n"
          .getBytes(StandardCharsets.UTF_8);

  @Inject transient TrackingTokens tokens;
  @Inject transient FollowLink followLink;
  @Inject transient NoteHit noteHit;

  @Override
  void look(String token, boolean head, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var click = tokens.clickOf(token);
    Optional<String> location;
    try {
      location =
          click
              .filter(link -> !link.isTrap())
              .flatMap(link -> followLink.of(link, request.getServerName()));
    } catch (TooManyLookUps crowd) {
      later(response, 1);
      return;
    } catch (RuntimeException databaseAway) {
      LOG.log(Level.ERROR, "Request " + RequestId.of(request) + " failed", databaseAway);
      later(response, 30);
      return;
    }
    click
        .filter(link -> location.isPresent() || link.isTrap())
        .ifPresent(link -> noteHit.clicked(link, asked(request, head)));
    if (location.isPresent()) {
      response.setStatus(302);
      response.setHeader("Location", location.get());
    } else {
      response.setStatus(404);
      response.setContentType("text/plain;charset=utf-8");
      response.getOutputStream().write(NOTHING_HERE);
    }
  }

  private static void later(HttpServletResponse response, int seconds) {
    response.setStatus(503);
    response.setHeader("Retry-After", Integer.toString(seconds));
  }
}
