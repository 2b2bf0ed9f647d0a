package cadenza.rest.webhooks;

import cadenza.webhooks.application.RotateSecret.Rotated;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The secret after a rotation.
 *
 * @param formerUntil when the one before stops signing
 */
@Schema(name = "WebhookSecretRotated")
public record RotatedBody(String secret, Instant formerUntil) {
  static RotatedBody of(Rotated rotated) {
    return new RotatedBody(rotated.secret(), rotated.formerUntil());
  }
}
