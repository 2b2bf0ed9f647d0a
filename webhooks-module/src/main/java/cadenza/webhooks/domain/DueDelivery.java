package cadenza.webhooks.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A claimed delivery: what one request needs.
 *
 * @param eventType in the words of the format
 * @param sealedSecrets newest first; more than one while an old one runs out
 * @param attempts made before this one
 * @param fence of this claim; a result under another fence is refused
 * @param retry whether it is a planned retry, which never takes the slots of first attempts
 * @param options what its endpoint chose of the format's, as JSON
 * @param sealedHeaders of its endpoint's owner, or null for none
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
    boolean sample,
    String options,
    @Nullable String sealedHeaders) {
  public DueDelivery {
    sealedSecrets = List.copyOf(sealedSecrets);
  }

  /** For an endpoint that chose nothing. */
  public DueDelivery(
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
    this(
        workspaceId,
        id,
        endpointId,
        eventId,
        eventType,
        format,
        body,
        url,
        sealedSecrets,
        attempts,
        fence,
        retry,
        sample,
        "{}",
        null);
  }
}
