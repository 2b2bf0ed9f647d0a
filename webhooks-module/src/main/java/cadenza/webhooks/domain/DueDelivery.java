package cadenza.webhooks.domain;

import java.util.List;
import java.util.UUID;

/**
 * A claimed delivery: what one request needs.
 *
 * @param eventType in the words of the format
 * @param sealedSecrets newest first; more than one while an old one runs out
 * @param attempts made before this one
 * @param fence of this claim; a result under another fence is refused
 * @param retry whether it is a planned retry, which never takes the slots of first attempts
 * @param sample whether it is a sample, which has no consequences
 */
public record DueDelivery(
    UUID workspaceId,
    UUID id,
    UUID endpointId,
    UUID eventId,
    String eventType,
    String format,
    String body,
    String url,
    List<String> sealedSecrets,
    int attempts,
    long fence,
    boolean retry,
    boolean sample) {
  public DueDelivery {
    sealedSecrets = List.copyOf(sealedSecrets);
  }
}
