package cadenza.rest.idempotency;

import cadenza.access.api.CurrentCaller;
import cadenza.access.application.UseIdempotencyKey;
import cadenza.kernel.api.Sha256;
import cadenza.rest.effect.AuditFilter;
import cadenza.rest.idempotency.IdempotencyFilter.Taken;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The key of a request whose body is too large to be kept: it is known by what has gone by. A
 * repeat is taken in like the first one, and then given up for the first one's answer.
 */
@RequestScoped
public class StreamedKey {
  private final MessageDigest digest = Sha256.digest();

  @Inject UseIdempotencyKey useKey;
  @Inject CurrentCaller currentCaller;

  /** The body, to be read to its end. */
  public InputStream watch(HttpServletRequest request, InputStream body) {
    var head =
        String.join(
            "\n",
            request.getMethod(),
            request.getRequestURI().replaceAll("/+$", ""),
            String.valueOf(request.getQueryString()),
            String.valueOf(request.getContentType()),
            "");
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    return new DigestInputStream(body, digest);
  }

  /**
   * In the transaction in which the work ends.
   *
   * @return the answer to repeat; empty when this request is the first or has no key
   */
  public Optional<Response> begin(HttpServletRequest request) {
    var key = request.getHeader(IdempotencyFilter.HEADER);
    if (key == null) {
      return Optional.empty();
    }
    var taken = new Taken(key, HexFormat.of().formatHex(digest.digest()));
    var stored = useKey.begin(currentCaller.caller(), key, taken.digest());
    if (stored.isEmpty()) {
      request.setAttribute(IdempotencyFilter.TAKEN, taken);
    } else {
      request.setAttribute(AuditFilter.NOTHING_DONE, Boolean.TRUE);
    }
    return stored.map(IdempotencyFilter::replay);
  }
}
