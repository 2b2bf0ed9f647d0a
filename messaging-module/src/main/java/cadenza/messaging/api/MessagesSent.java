package cadenza.messaging.api;

import java.util.List;

/** These left; observers write with one statement. */
public record MessagesSent(List<MessageSent> messages) {}
