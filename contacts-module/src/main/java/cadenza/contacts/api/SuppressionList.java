package cadenza.contacts.api;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Who nobody may write to. */
public interface SuppressionList {
  /**
   * Those of the given e-mail addresses that no mail may go to now, in lower case: they, their
   * domain or one above it are suppressed, on every channel or for e-mail.
   */
  Set<String> among(UUID workspaceId, Collection<String> addresses);
}
