package cadenza.rest.approvals;

import cadenza.access.api.Caller;
import jakarta.json.JsonObject;

/**
 * A request that can wait for somebody's word.
 *
 * @param <T> its body
 */
public interface Approvable<T> {
  /** As {@code kind} of an approval. */
  String kind();

  Class<T> body();

  /** Refuses what could not be done now either; changes nothing. */
  void check(T body, Caller asker);

  /** Does it in the name of whoever asked, and names what came of it. */
  JsonObject perform(T body, Caller asker);
}
