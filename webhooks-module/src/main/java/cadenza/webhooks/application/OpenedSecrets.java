package cadenza.webhooks.application;

import cadenza.kernel.api.SecretBox;
import cadenza.webhooks.domain.Endpoint;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens the secret of an endpoint once for all deliveries of a moment: it costs more than their
 * signatures. After a second none of them is used any more.
 */
@Dependent
class OpenedSecrets {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST = 1_000;

  private record Sealed(UUID workspaceId, UUID endpointId, String secret) {}

  private record Opened(Map<Sealed, String> secrets, long since) {}

  @Inject SecretBox box;

  LongSupplier nanos = System::nanoTime;

  private volatile @Nullable Opened opened;

  String open(UUID workspaceId, UUID endpointId, String secret) {
    return recent()
        .computeIfAbsent(
            new Sealed(workspaceId, endpointId, secret),
            one -> box.open(workspaceId, endpointId, Endpoint.SECRET_PURPOSE, secret));
  }

  private Map<Sealed, String> recent() {
    long now = nanos.getAsLong();
    var recent = opened;
    if (recent == null || now - recent.since() >= KEPT_NANOS || recent.secrets().size() >= MOST) {
      recent = new Opened(new ConcurrentHashMap<>(), now);
      opened = recent;
    }
    return recent.secrets();
  }
}
