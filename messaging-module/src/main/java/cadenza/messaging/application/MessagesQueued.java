package cadenza.messaging.application;

import cadenza.messaging.domain.OutgoingMessages.Waiting;
import java.util.List;

/** These may begin as soon as the transaction is committed: the wake-up inside this module. */
public record MessagesQueued(List<Waiting> messages) {}
