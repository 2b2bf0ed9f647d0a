package cadenza.rest.problem;

import cadenza.kernel.api.Ids;
import jakarta.servlet.http.HttpServletRequest;

/** The name of one request, the same in the answer's header, in a problem and in the log. */
public final class RequestId {
  public static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = RequestId.class.getName();

  private RequestId() {}

  public static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String id) {
      return id;
    }
    var id = Ids.wire("req", Ids.next());
    request.setAttribute(ATTRIBUTE, id);
    return id;
  }
}
