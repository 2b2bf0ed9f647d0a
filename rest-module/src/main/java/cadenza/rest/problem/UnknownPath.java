package cadenza.rest.problem;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers every path outside the interface with a problem, where the server would show its own. */
@WebServlet("/")
public class UnknownPath extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    response.setContentType(Problem.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(
            Problem.of(404, "not_found", "Nothing is here.")
                .toJson()
                .getBytes(StandardCharsets.UTF_8));
  }
}
