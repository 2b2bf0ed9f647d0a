package cadenza.webhooks.application;

import cadenza.webhooks.domain.Fact;
import cadenza.webhooks.domain.Listener;
import cadenza.webhooks.domain.Telling;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A format with words of its own for what is in the log. */
public interface Translator extends Format {
  /** The types of the events that it makes something of. */
  Set<String> facts();

  /**
   * What listeners are told of these events, in their order; in the transaction that moves the feed
   * on. What other modules are asked for is as it is now, and no longer as it was then.
   *
   * @param facts of {@link #facts}, in the order of their numbers
   */
  List<Telling> tell(UUID workspaceId, List<Fact> facts, List<Listener> listeners);

  /**
   * How it writes the id of a contact where that tells him from others, so that what was told of
   * him is found when he is erased.
   */
  default Optional<String> nameOf(UUID contactId) {
    return Optional.empty();
  }

  /** Whether it keeps a log of its own, and so is to hear of what nobody listens to. */
  default boolean keepsLog() {
    return false;
  }
}
