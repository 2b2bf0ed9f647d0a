package cadenza.rest.inbox;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Leads Inbox's addresses to the resources behind them, where callers are proved, limited and
 * logged like all others. What answers there knows by {@link #leads} to answer as Inbox does.
 */
@WebServlet(InboxAddresses.ROOT + "*")
public class InboxAddresses extends HttpServlet {
  static final String ROOT = "/api/v1/";

  private static final long serialVersionUID = 1L;
  private static final String EVENTS = "/v1/" + InboxEventsResource.PATH;
  private static final String NOTHING = "/v1/formats/inbox/nothing";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var path = request.getPathInfo();
    boolean known = path != null && path.matches("/events/?");
    var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    request.getRequestDispatcher((known ? EVENTS : NOTHING) + query).forward(request, response);
  }

  /** Whether a request came by an address of Inbox. */
  static boolean leads(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH) instanceof String path
        && path.equals(ROOT.substring(0, ROOT.length() - 1));
  }
}
