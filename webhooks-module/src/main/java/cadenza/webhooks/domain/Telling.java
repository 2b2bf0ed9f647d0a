package cadenza.webhooks.domain;

import java.util.UUID;

/**
 * What an endpoint is told of a fact, in the words of its format.
 *
 * @param deliveryId of the delivery that it becomes
 * @param type in the words of the format
 * @param body as it is signed and sent, at every attempt
 */
public record Telling(UUID deliveryId, UUID endpointId, Fact fact, String type, String body) {}
