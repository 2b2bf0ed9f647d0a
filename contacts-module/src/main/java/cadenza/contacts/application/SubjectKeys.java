package cadenza.contacts.application;

import cadenza.contacts.domain.SubjectKey;
import cadenza.contacts.domain.Suppressions;
import cadenza.kernel.api.SecretBox;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What makes the hashes of each workspace's suppressions. */
@Dependent
class SubjectKeys {
  private static final String PURPOSE = "suppression-key";
  private static final SecureRandom RANDOM = new SecureRandom();

  @Inject Suppressions suppressions;
  @Inject SecretBox secretBox;
  @Inject SubjectKeyCache cache;

  /** Absent where a workspace has none, and so no suppressions. */
  Map<UUID, SubjectKey> of(Collection<UUID> workspaceIds) {
    var found = new HashMap<UUID, SubjectKey>();
    var missing = new HashSet<UUID>();
    for (var id : workspaceIds) {
      var known = cache.known().get(id);
      if (known == null) {
        missing.add(id);
      } else {
        found.put(id, known);
      }
    }
    if (!missing.isEmpty()) {
      suppressions
          .keys(missing)
          .forEach(
              (id, stored) -> {
                var key = SubjectKey.of(secretBox.open(id, id, PURPOSE, stored.sealed()));
                found.put(id, key);
                // a key of this very transaction may yet be rolled back
                if (stored.settled()) {
                  cache.remember(id, key);
                }
              });
    }
    return found;
  }

  /** The workspace's key, made now where it has none. */
  SubjectKey ensured(UUID workspaceId) {
    var known = of(List.of(workspaceId)).get(workspaceId);
    if (known != null) {
      return known;
    }
    var fresh = SubjectKey.random(RANDOM).text();
    suppressions.addKey(workspaceId, secretBox.seal(workspaceId, workspaceId, PURPOSE, fresh));
    var now = of(List.of(workspaceId)).get(workspaceId);
    if (now == null) {
      throw new IllegalStateException("Written just now");
    }
    return now;
  }
}
