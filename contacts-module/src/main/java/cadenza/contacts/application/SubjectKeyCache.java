package cadenza.contacts.application;

import cadenza.contacts.domain.SubjectKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The opened keys of workspaces; a key never changes once it is committed. */
@ApplicationScoped
class SubjectKeyCache {
  private static final int MOST = 10_000;

  private final Map<UUID, SubjectKey> keys = new ConcurrentHashMap<>();

  Map<UUID, SubjectKey> known() {
    return keys;
  }

  void remember(UUID workspaceId, SubjectKey key) {
    if (keys.size() >= MOST) {
      keys.clear();
    }
    keys.put(workspaceId, key);
  }
}
