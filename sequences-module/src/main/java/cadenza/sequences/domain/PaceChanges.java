package cadenza.sequences.domain;

import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Workspaces whose pace at recipient domains has changed, until all that waited was told. */
@Repository(dataStore = "sequences")
public interface PaceChanges {
  StatelessSession session();

  default void note(UUID workspaceId, Instant at) {
    session()
        .createNativeMutationQuery(
            "insert into sequences.pace_change (workspace_id, changed_at) values (?1, ?2)"
                + " on conflict (workspace_id) do update set changed_at = excluded.changed_at")
        .setParameter(1, workspaceId)
        .setParameter(2, at.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  default List<UUID> open(int atMost) {
    return session()
        .createNativeQuery("select workspace_id from sequences.pace_change", UUID.class)
        .setMaxResults(atMost)
        .getResultList();
  }

  /** When it changed last; empty when it is done, or in another node's hands. */
  default Optional<Instant> locked(UUID workspaceId) {
    return session()
        .createNativeQuery(
            "select changed_at from sequences.pace_change where workspace_id = ?1"
                + " for update skip locked",
            Instant.class)
        .setParameter(1, workspaceId)
        .getResultStream()
        .findFirst();
  }

  default void done(UUID workspaceId) {
    session()
        .createNativeMutationQuery("delete from sequences.pace_change where workspace_id = ?1")
        .setParameter(1, workspaceId)
        .executeUpdate();
  }
}
