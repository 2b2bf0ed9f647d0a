package cadenza.access.api;

import org.jspecify.annotations.Nullable;

/** What a request with an idempotency key was answered. */
public record StoredAnswer(
    int status, @Nullable String location, @Nullable String mediaType, @Nullable String body) {}
