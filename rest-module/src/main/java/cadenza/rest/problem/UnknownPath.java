package cadenza.rest.problem;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers every path outside the interface with a problem, where the server would show its own. */
@WebServlet("/")
public class UnknownPath extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ServletProblem.write(request, response, Problem.of(404, "not_found", "Nothing is here."));
  }
}
