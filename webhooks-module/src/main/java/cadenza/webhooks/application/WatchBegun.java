package cadenza.webhooks.application;

/** Somebody waits who did not a moment ago. */
public record WatchBegun() {}
