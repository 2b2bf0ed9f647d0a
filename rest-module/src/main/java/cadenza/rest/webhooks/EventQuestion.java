package cadenza.rest.webhooks;

import cadenza.webhooks.api.EventLog.Part;
import java.util.Set;

/**
 * What somebody wants of the event log.
 *
 * @param after the last number that he knows, 0 for none
 * @param types the only ones, none for all
 * @param limit at most so many
 */
record EventQuestion(long after, Set<String> types, int limit) {
  EventQuestion {
    types = Set.copyOf(types);
  }

  EventQuestion withLimit(int other) {
    return new EventQuestion(after, types, other);
  }

  /** The same where nothing was found: behind what need not be looked through again. */
  EventQuestion behind(Part found) {
    return from(
        Math.max(after, found.events().isEmpty() ? found.lookedThrough() : found.oldest() - 1));
  }

  EventQuestion from(long number) {
    return new EventQuestion(number, types, limit);
  }
}
