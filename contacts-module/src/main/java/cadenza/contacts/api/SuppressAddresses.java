package cadenza.contacts.api;

import java.util.List;
import java.util.UUID;

/**
 * The order that nobody writes to these any more; what stands already is left as it stands, and an
 * address that is none is passed over.
 */
public record SuppressAddresses(UUID workspaceId, List<SuppressionDraft> suppressions) {
  public SuppressAddresses {
    suppressions = List.copyOf(suppressions);
  }
}
