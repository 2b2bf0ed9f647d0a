package cadenza.rest.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a problem where the request does not come as far as a resource. */
public final class ServletProblem {
  private ServletProblem() {}

  public static void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem, String address)
      throws IOException {
    var id = RequestId.of(request);
    response.setStatus(problem.status());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader(RequestId.HEADER, id);
    SafeHeaders.of(request).forEach(response::setHeader);
    response.setHeader("Cache-Control", "no-store");
    response
        .getOutputStream()
        .write(problem.at(address, id).toJson().getBytes(StandardCharsets.UTF_8));
  }

  public static void write(
      HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    write(request, response, problem, AskedAddress.of(request));
  }
}
