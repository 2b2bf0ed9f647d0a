package cadenza.access.api;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Tells of callers whose request lasts whether they would still be let in. */
public interface EndedCallers {
  /**
   * Of these, those whom nothing proves any more: a token that was revoked or has expired, a
   * session that is over. All of them are asked for at once.
   *
   * @return their {@link Caller#tokenId}s
   */
  Set<UUID> among(Collection<Caller> callers);
}
