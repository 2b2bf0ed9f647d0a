package cadenza.messaging.api;

import java.util.List;

/** Order, in a batch over several workspaces: say these. Capacity has been reserved for each. */
public record SendMessages(List<SendMessage> messages) {}
