package cadenza.webhooks.domain;

import java.util.UUID;

/**
 * What was told of an event in a format that keeps a log of its own.
 *
 * @param number in its workspace and format: rising, gapless, never given twice
 * @param eventId what happened, in our own log
 * @param body as it was signed and sent
 */
public record Told(long number, UUID eventId, String type, String body) {}
