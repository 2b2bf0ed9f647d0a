package cadenza.rest.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;

/** The address that somebody asked for, wherever his request was led within the application. */
public final class AskedAddress {
  private AskedAddress() {}

  public static String of(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String asked
        ? asked
        : request.getRequestURI();
  }
}
