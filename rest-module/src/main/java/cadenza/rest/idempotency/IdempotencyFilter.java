package cadenza.rest.idempotency;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.StoredAnswer;
import cadenza.access.application.UseIdempotencyKey;
import cadenza.rest.json.BodyReader;
import cadenza.rest.json.WireJson;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Takes the key before the request's work and stores the answer after it. */
@Provider
@Idempotent
@Priority(Priorities.USER + 100)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String TAKEN = "cadenza.idempotency-key";
  private static final int LONGEST = 255;

  @Inject UseIdempotencyKey useKey;
  @Inject CurrentCaller currentCaller;

  @Override
  public void filter(ContainerRequestContext request) throws IOException {
    var key = request.getHeaderString(HEADER);
    if (key == null) {
      return;
    }
    if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(c -> c < 32 || c > 126)) {
      throw new ProblemException(
          Problem.of(
              400, "invalid_idempotency_key", "The key has 1 to 255 printable ASCII characters."));
    }
    var stored = useKey.begin(currentCaller.caller(), key, fingerprint(request));
    if (stored.isPresent()) {
      request.abortWith(replay(stored.get()));
    } else {
      request.setProperty(TAKEN, key);
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(TAKEN) instanceof String key)) {
      return;
    }
    request.removeProperty(TAKEN);
    if (response.getStatus() >= 500) {
      useKey.failed(currentCaller.caller(), key);
      return;
    }
    var body = body(response);
    var type = response.getMediaType();
    useKey.answered(
        currentCaller.caller(),
        key,
        new StoredAnswer(
            response.getStatus(),
            response.getHeaderString(HttpHeaders.LOCATION),
            type == null ? null : type.toString(),
            body));
    if (body != null) {
      response.setEntity(body, null, type);
    }
  }

  /** What is stored is what is sent, to the byte. */
  private static @Nullable String body(ContainerResponseContext response) {
    var entity = response.getEntity();
    if (entity == null) {
      return null;
    }
    return entity instanceof String text ? text : WireJson.write(entity);
  }

  private static Response replay(StoredAnswer stored) {
    var answer = Response.status(stored.status()).header(REPLAYED, "true");
    if (stored.location() != null) {
      answer.header(HttpHeaders.LOCATION, stored.location());
    }
    if (stored.body() != null) {
      answer.entity(stored.body());
      answer.type(
          stored.mediaType() == null
              ? MediaType.APPLICATION_JSON_TYPE
              : MediaType.valueOf(stored.mediaType()));
    }
    return answer.build();
  }

  private static String fingerprint(ContainerRequestContext request) throws IOException {
    var body = request.getEntityStream().readNBytes(BodyReader.LIMIT + 1);
    request.setEntityStream(new ByteArrayInputStream(body));
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var path = request.getUriInfo().getPath().replaceAll("/+$", "");
      digest.update((request.getMethod() + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
