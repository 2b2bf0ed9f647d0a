package cadenza.messaging.application;

import cadenza.messaging.domain.Attempt;
import cadenza.messaging.domain.BegunMessage;

/** The port to a provider: how messages of a channel get on the wire. */
public interface ChannelSender {
  /** A connection for one account; it is made when the first message needs it, and kept. */
  Wire wireFor(SendingMailbox mailbox);

  /** Used by one thread at a time; only {@link #cutIfHanging} may come from another. */
  interface Wire {
    /**
     * Says one message. Never throws: whatever happens has a meaning for the message.
     *
     * @param permit asked just before the point of no return
     */
    Attempt send(BegunMessage message, Permit permit);

    /** Closes the connection when one exchange takes longer than any server may. */
    void cutIfHanging();

    void close();
  }

  /** Whether the message may still go on. */
  @FunctionalInterface
  interface Permit {
    boolean stillGranted();
  }
}
