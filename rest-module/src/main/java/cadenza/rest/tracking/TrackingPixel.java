package cadenza.rest.tracking;

import cadenza.messaging.application.NoteHit;
import cadenza.messaging.application.TrackingTokens;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;

/**
 * The picture that tells of an open: the smallest GIF there is, of one pixel that is not seen. It
 * is there whatever the token, and asks no database: nobody shall see a broken picture in a mail.
 */
@WebServlet("/" + TrackingTokens.PIXEL_PATH + "*")
public class TrackingPixel extends Looks {
  private static final long serialVersionUID = 1L;
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

  @Inject transient TrackingTokens tokens;
  @Inject transient NoteHit noteHit;

  @Override
  void look(String token, boolean head, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    tokens.openOf(token).ifPresent(open -> noteHit.opened(open, asked(request, head)));
    response.setStatus(200);
    response.setContentType("image/gif");
    response.setContentLength(GIF.length);
    response.getOutputStream().write(GIF);
  }
}
