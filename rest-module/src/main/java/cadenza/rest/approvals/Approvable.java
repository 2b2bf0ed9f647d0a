package cadenza.rest.approvals;

import cadenza.access.api.Caller;
import jakarta.json.JsonObject;
import java.util.UUID;

/**
 * A request that can wait for somebody's word.
 *
 * @param <T> its body
 */
public interface Approvable<T> {
  /** As {@code kind} of an approval. */
  String kind();

  /** What the token of the asker needed, and whoever approves or edits needs, too. */
  String scope();

  Class<T> body();

  /** Refuses what could not be done now either; changes nothing. */
  void check(T body, Caller asker);

  /** Whom it reaches as things stand. */
  ReachBody reaches(T body, UUID workspaceId);

  /** Does it in the name of whoever asked, and names what came of it. */
  JsonObject perform(T body, Caller asker);
}
