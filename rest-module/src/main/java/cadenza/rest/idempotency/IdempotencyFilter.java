package cadenza.rest.idempotency;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.StoredAnswer;
import cadenza.access.application.UseIdempotencyKey;
import cadenza.kernel.api.Sha256;
import cadenza.rest.effect.AuditFilter;
import cadenza.rest.effect.EffectFilter;
import cadenza.rest.effect.LostEffect;
import cadenza.rest.effect.OwnTransactions;
import cadenza.rest.effect.RequestTransaction;
import cadenza.rest.json.BodyReader;
import cadenza.rest.json.RequestBody;
import cadenza.rest.json.WireJson;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Puts the key and the answer into the transaction of the request. A refusal is kept in a
 * transaction of its own, since it undoes the first; a failure on our side leaves nothing, and the
 * key is free.
 */
@Provider
@Idempotent
@Priority(EffectFilter.PRIORITY + 10)
public class IdempotencyFilter implements ContainerRequestFilter, ContainerResponseFilter {
  private static final System.Logger LOG = System.getLogger(IdempotencyFilter.class.getName());
  static final String HEADER = "Idempotency-Key";
  private static final String REPLAYED = "Idempotency-Replayed";
  static final String TAKEN = "cadenza.idempotency-key";
  private static final int LONGEST = 255;

  record Taken(String key, String digest) {}

  @Inject UseIdempotencyKey useKey;
  @Inject CurrentCaller currentCaller;
  @Inject RequestTransaction transaction;
  @Inject RequestBody requestBody;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    var key = request.getHeaderString(HEADER);
    if (key == null) {
      return;
    }
    if (key.isBlank() || key.length() > LONGEST || key.chars().anyMatch(c -> c < 32 || c > 126)) {
      throw new ProblemException(
          Problem.of(
              400, "invalid_idempotency_key", "The key has 1 to 255 printable ASCII characters."));
    }
    if (resource.getResourceMethod().isAnnotationPresent(OwnTransactions.class)) {
      return; // the method reads its body itself and asks for its key after it
    }
    var taken = new Taken(key, digest(request));
    var stored = useKey.begin(currentCaller.caller(), key, taken.digest());
    if (stored.isEmpty()) {
      request.setProperty(TAKEN, taken);
    } else {
      request.setProperty(AuditFilter.NOTHING_DONE, Boolean.TRUE);
      request.abortWith(replay(stored.get()));
    }
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (!(request.getProperty(TAKEN) instanceof Taken taken)) {
      return;
    }
    request.removeProperty(TAKEN);
    if (response.getStatus() >= 400) {
      transaction.rollBack();
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
      useKey.answered(currentCaller.caller(), taken.key(), taken.digest(), answer);
      if (body != null) {
        response.setEntity(body, null, type);
      }
    } catch (RuntimeException lost) {
      LOG.log(Level.ERROR, "The answer under a key could not be kept", lost);
      transaction.rollBack();
      LostEffect.refuse(response);
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

  static Response replay(StoredAnswer stored) {
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

  /** The same for the same method, address and body. */
  private String digest(ContainerRequestContext request) {
    var body =
        requestBody.read(
            request.getEntityStream(),
            request.getHeaderString(HttpHeaders.CONTENT_LENGTH),
            BodyReader.limit(resource));
    request.setEntityStream(new ByteArrayInputStream(body));
    var digest = Sha256.digest();
    var path = request.getUriInfo().getPath().replaceAll("/+$", "");
    digest.update((request.getMethod() + " " + path + "\n").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(body));
  }
}
