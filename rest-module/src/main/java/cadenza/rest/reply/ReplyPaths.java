package cadenza.rest.reply;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ServletProblem;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Where Reply.io's callers ask: the same resources as ours, with all that guards them, under the
 * address that they know.
 */
@WebServlet(ReplyPaths.ROOT + "/*")
public class ReplyPaths extends HttpServlet {
  public static final String ROOT = "/v3";

  /** What stands in front of the path within our own interface. */
  static final String INSIDE = "reply";

  /** That a request came this way. */
  static final String CAME = "cadenza.reply";

  private static final long serialVersionUID = 1L;
  private static final Pattern KNOWN =
      Pattern.compile("/webhooks(/[A-Za-z0-9-]{1,40}){0,1}(/[a-z]{1,10}){0,1}/?");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    var path = request.getPathInfo();
    if (path == null || !KNOWN.matcher(path).matches()) {
      ServletProblem.write(request, response, Problem.of(404, "not_found", "Nothing is here."));
      return;
    }
    request.setAttribute(CAME, Boolean.TRUE);
    var query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
    request.getRequestDispatcher("/v1/" + INSIDE + path + query).forward(request, response);
  }
}
