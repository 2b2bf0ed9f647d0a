package cadenza.contacts.api;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Addresses nobody may write to. */
public interface SuppressionList {
  /** Those of the given addresses that are suppressed now, in lower case. */
  Set<String> among(UUID workspaceId, Collection<String> addresses);
}
