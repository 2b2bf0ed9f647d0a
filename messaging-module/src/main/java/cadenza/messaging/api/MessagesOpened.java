package cadenza.messaging.api;

import java.util.List;

/** These were opened; observers write with one statement. */
public record MessagesOpened(List<MessageOpened> messages) {}
