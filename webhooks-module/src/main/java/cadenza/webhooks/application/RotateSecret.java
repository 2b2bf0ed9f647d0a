package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.Endpoints;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives an endpoint another secret; the one before signs beside it for a while. */
@UseCase
public class RotateSecret {
  public static final Duration USUAL_GRACE = Duration.ofHours(24);
  private static final Duration LONGEST_GRACE = Duration.ofDays(7);
  private static final int MOST_FORMER = 10;

  @Inject Endpoints endpoints;
  @Inject SecretBox secrets;
  @Inject Formats formats;
  @Inject Clocks clocks;

  /**
   * @param formerUntil when the one before stops signing
   */
  public record Rotated(String secret, Instant formerUntil) {}

  /**
   * @param own what the caller brings, or null for a new one
   * @param grace how long the one before signs too; zero ends all former ones now
   */
  public Rotated rotate(UUID workspaceId, UUID endpointId, @Nullable String own, Duration grace) {
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw new InvalidField("/grace", "out_of_range", "A grace is PT0S to P7D.");
    }
    endpoints.holdRelay(workspaceId);
    var endpoint =
        endpoints
            .withId(workspaceId, endpointId)
            .filter(found -> !found.deleted())
            .orElseThrow(() -> new NotFound("webhook endpoint"));
    var now = clocks.real();
    var secret = formats.secret(endpoint.format(), own, endpoint.options());
    requireNew(endpoint, secret);
    if (grace.isZero()) {
      endpoints.dropSecrets(endpoint, now.plus(LONGEST_GRACE));
    } else {
      keepFormer(endpoint, now, grace);
    }
    endpoint.replaceSecret(secrets.seal(workspaceId, endpointId, Endpoint.SECRET_PURPOSE, secret));
    endpoint.changed(now);
    endpoints.update(endpoint);
    return new Rotated(secret, now.plus(grace));
  }

  private void requireNew(Endpoint endpoint, String secret) {
    var current =
        secrets.open(
            endpoint.workspaceId(),
            endpoint.id(),
            Endpoint.SECRET_PURPOSE,
            endpoint.sealedSecret());
    if (current.equals(secret)) {
      throw new InvalidField("/secret", "secret_in_use", "This is its secret already.");
    }
  }

  private void keepFormer(Endpoint endpoint, Instant now, Duration grace) {
    endpoints.dropSecrets(endpoint, now);
    if (endpoints.formerSecrets(endpoint) >= MOST_FORMER) {
      throw new TooManySecrets();
    }
    endpoints.keepFormerSecret(endpoint, now.plus(grace));
  }
}
