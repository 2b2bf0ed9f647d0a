package cadenza.messaging.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a mail shall tell of.
 *
 * @param domain the host that its links stand under; null for the installation's own
 */
public record Tracking(boolean opens, boolean clicks, @Nullable String domain) {}
