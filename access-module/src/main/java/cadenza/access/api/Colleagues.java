package cadenza.access.api;

import java.util.UUID;

/** Questions about the people of a workspace. */
public interface Colleagues {
  /**
   * Whether the person is one of them. He does not leave before this transaction is over, so what
   * it gives him is taken from him when he does.
   */
  boolean hold(UUID workspaceId, UUID userId);
}
