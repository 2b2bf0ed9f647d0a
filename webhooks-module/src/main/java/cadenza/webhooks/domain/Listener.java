package cadenza.webhooks.domain;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with what it was subscribed to for a while.
 *
 * @param number its id where a format has whole numbers for ids
 * @param options what its format lets it choose, as JSON
 * @param types in the words of the format; null for everything
 */
public record Listener(
    UUID endpointId,
    int number,
    String options,
    @Nullable List<String> types,
    Instant from,
    @Nullable Instant until) {
  /** Whether it was to be told of events of this type when the fact got its number. */
  public boolean listensTo(String type, Fact fact) {
    return (types == null || types.contains(type))
        && !fact.relayedAt().isBefore(from)
        && (until == null || fact.relayedAt().isBefore(until));
  }
}
