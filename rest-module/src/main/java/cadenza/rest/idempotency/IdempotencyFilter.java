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
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
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
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Puts the key, the request's work and its answer into one transaction, which ends before the
 * answer leaves. The use cases in between join it. A refusal is kept in a transaction of its own,
 * since it undoes the first; a failure on our side leaves nothing, and the key is free.
 */
@Provider
@Idempotent
@Priority(Priorities.USER + 100)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final System.Logger LOG = System.getLogger(IdempotencyFilter.class.getName());
  private static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String TAKEN = "cadenza.idempotency-key";
  private static final int LONGEST = 255;

  private record Taken(String key, String fingerprint) {}

  @Inject UseIdempotencyKey useKey;
  @Inject CurrentCaller currentCaller;
  @Inject UserTransaction transaction;

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
    var taken = new Taken(key, fingerprint(request));
    begin();
    var first = false;
    try {
      var stored = useKey.begin(currentCaller.caller(), key, taken.fingerprint());
      stored.ifPresent(answer -> request.abortWith(replay(answer)));
      first = stored.isEmpty();
    } finally {
      if (first) {
        request.setProperty(TAKEN, taken);
      } else {
        rollBack();
      }
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(TAKEN) instanceof Taken taken)) {
      return;
    }
    request.removeProperty(TAKEN);
    if (response.getStatus() >= 400) {
      rollBack();
    }
    if (response.getStatus() >= 500) {
      return;
    }
    var body = body(response);
    var type = response.getMediaType();
    var answer =
        new StoredAnswer(
            response.getStatus(),
            response.getHeaderString(HttpHeaders.LOCATION),
            type == null ? null : type.toString(),
            body);
    try {
      useKey.answered(currentCaller.caller(), taken.key(), taken.fingerprint(), answer);
      if (response.getStatus() < 400) {
        transaction.commit();
      }
      if (body != null) {
        response.setEntity(body, null, type);
      }
    } catch (RuntimeException
        | RollbackException
        | HeuristicMixedException
        | HeuristicRollbackException
        | SystemException lost) {
      LOG.log(Level.ERROR, "A request with a key could not be committed", lost);
      rollBack();
      refuse(response);
    }
  }

  private void begin() {
    try {
      transaction.begin();
    } catch (NotSupportedException | SystemException e) {
      throw new IllegalStateException(e);
    }
  }

  private void rollBack() {
    try {
      if (transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
        transaction.rollback();
      }
    } catch (SystemException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void refuse(ContainerResponseContext response) {
    var problem =
        Problem.of(
            503, "unavailable", "The server cannot answer now; try again soon, by the same key.");
    response.setStatus(problem.status());
    response.getHeaders().remove(HttpHeaders.LOCATION);
    response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, "5");
    response.setEntity(problem.toJson(), null, MediaType.valueOf(Problem.MEDIA_TYPE));
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
