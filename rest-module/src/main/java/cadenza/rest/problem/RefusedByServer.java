package cadenza.rest.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The error page of this application: what the server refuses by itself is a problem too. */
@WebServlet(RefusedByServer.ADDRESS)
public class RefusedByServer extends HttpServlet {
  /** As in web.xml. */
  static final String ADDRESS = "/refused-by-server";

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var address = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    ServletProblem.write(
        request, response, problem(status), address == null ? ADDRESS : address.toString());
  }

  /** Asked for by its own address, it is nothing. */
  private static Problem problem(@Nullable Object status) {
    return HttpProblems.of(status instanceof Integer known ? known : 404);
  }
}
