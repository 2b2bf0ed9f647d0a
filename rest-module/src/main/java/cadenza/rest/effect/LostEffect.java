package cadenza.rest.effect;

import cadenza.rest.problem.Problem;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** Takes an answer back whose effect could not be committed. */
public final class LostEffect {
  private LostEffect() {}

  public static void refuse(ContainerResponseContext response) {
    var problem =
        Problem.of(
            503, "unavailable", "The server cannot answer now; try again soon, by the same key.");
    response.setStatus(problem.status());
    response.getHeaders().remove(HttpHeaders.LOCATION);
    response.getHeaders().remove(HttpHeaders.ETAG);
    response.getHeaders().remove(HttpHeaders.SET_COOKIE);
    response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, "5");
    response.setEntity(problem.toJson(), null, MediaType.valueOf(Problem.MEDIA_TYPE));
  }
}
