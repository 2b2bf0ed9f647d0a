package cadenza.messaging.api;

import java.util.List;

/** These will never leave. */
public record MessagesFailed(List<MessageFailed> messages) {}
