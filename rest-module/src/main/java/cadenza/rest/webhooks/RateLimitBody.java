package cadenza.rest.webhooks;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.api.RequestRate;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How many requests an endpoint gets at most, over all servers. */
@Schema(name = "WebhookRateLimit")
public record RateLimitBody(
    @Schema(description = "0 takes the limit away", examples = "10") @NotNull @Min(0) @Max(10_000)
        @Nullable Integer requests,
    @Schema(description = "second or minute", examples = "second") @NotNull @Nullable String per) {
  private static final int MINUTE = 60;

  static @Nullable RateLimitBody of(@Nullable RequestRate rate) {
    return rate == null
        ? null
        : new RateLimitBody(rate.requests(), rate.seconds() == MINUTE ? "minute" : "second");
  }

  RequestRate rate() {
    boolean minute = "minute".equals(per);
    if (!minute && !"second".equals(per)) {
      throw new InvalidField("/rate_limit/per", "A limit is per second or per minute.");
    }
    return new RequestRate(Objects.requireNonNull(requests), minute ? MINUTE : 1);
  }
}
