package cadenza.rest.security;

import cadenza.rest.problem.RequestId;
import cadenza.rest.problem.SafeHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** What every answer carries: its request's id, and that nobody may keep or guess at it. */
@Provider
public class AnswerHeaders implements ContainerResponseFilter {
  @Context HttpServletRequest servletRequest;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var headers = response.getHeaders();
    headers.putSingle(RequestId.HEADER, RequestId.of(servletRequest));
    SafeHeaders.of(servletRequest)
        .forEach((name, value) -> headers.putIfAbsent(name, java.util.List.of(value)));
    headers.putIfAbsent(HttpHeaders.CACHE_CONTROL, java.util.List.of("no-store"));
    var type = response.getMediaType();
    if (type != null && type.isCompatible(MediaType.SERVER_SENT_EVENTS_TYPE)) {
      headers.putSingle("X-Accel-Buffering", "no");
    }
  }
}
