package cadenza.webhooks.domain;

import java.util.UUID;

/**
 * A claimed delivery: what one request needs.
 *
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
    String body,
    String url,
    String sealedSecret,
    int attempts,
    long fence,
    boolean retry,
    boolean sample) {}
