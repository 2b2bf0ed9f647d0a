package cadenza.messaging.api;

import java.util.List;

/** These could not leave in time and need a new due time. */
public record MessagesReturned(List<ReturnedMessage> messages) {}
