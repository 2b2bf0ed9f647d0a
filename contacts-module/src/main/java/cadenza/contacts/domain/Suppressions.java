package cadenza.contacts.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The suppressions of all workspaces, lifted ones included, and what makes their hashes. */
@Repository(dataStore = "contacts")
public interface Suppressions {
  /**
   * A workspace's key as it is stored.
   *
   * @param settled false when the running transaction may have written it itself
   */
  record StoredKey(String sealed, boolean settled) {}

  @Insert
  void add(Suppression suppression);

  @Update
  void update(Suppression suppression);

  /** The one that nobody lifted, be it expired; nobody else changes it meanwhile. */
  default Optional<Suppression> lockedStanding(
      UUID workspaceId, String subjectHash, @Nullable String channel) {
    return session()
        .createSelectionQuery(
            "from Suppression where workspaceId = :workspaceId and subjectHash = :hash"
                + " and channel is not distinct from :channel and liftedAt is null",
            Suppression.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("hash", subjectHash)
        .setParameter("channel", channel)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** As {@link #lockedStanding}, by its id. */
  default Optional<Suppression> lockedStandingWith(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Suppression where workspaceId = :workspaceId and id = :id and liftedAt is null",
            Suppression.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** Those of the questions that are answered yes, on every channel or for this one. */
  default Set<SuppressionProbe> inForce(List<SuppressionProbe> probes, String channel) {
    return session()
        .doReturningWork(connection -> SuppressionStatements.inForce(connection, probes, channel));
  }

  /** Absent where a workspace has none, and so no suppressions. */
  default Map<UUID, StoredKey> keys(Collection<UUID> workspaceIds) {
    return session()
        .doReturningWork(connection -> SuppressionStatements.keys(connection, workspaceIds));
  }

  /** Only where the workspace has none yet. */
  default void addKey(UUID workspaceId, String sealed) {
    session().doWork(connection -> SuppressionStatements.addKey(connection, workspaceId, sealed));
  }

  default List<Suppression> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    var query =
        session()
            .createSelectionQuery(
                "from Suppression where workspaceId = :workspaceId and liftedAt is null"
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                Suppression.class)
            .setParameter("workspaceId", workspaceId)
            .setMaxResults(atMost);
    if (after != null) {
      query.setParameter("after", after);
    }
    return query.getResultList();
  }

  StatelessSession session();
}
