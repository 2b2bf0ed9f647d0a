package cadenza.contacts.domain;

import cadenza.contacts.api.SuppressionFilter;
import cadenza.contacts.domain.SuppressionSubject.Kind;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
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

  @Query("from Suppression where workspaceId = :workspaceId and id = :id")
  Optional<Suppression> with(UUID workspaceId, UUID id);

  /**
   * Adds those whose subject is not suppressed now, in one statement.
   *
   * @return those added
   */
  default List<Suppression> addMissing(List<Suppression> wanted, Instant now) {
    return session()
        .doReturningWork(connection -> SuppressionStatements.addMissing(connection, wanted, now));
  }

  /**
   * Newest first.
   *
   * @param subjectHash null for any subject
   */
  default List<Suppression> page(
      UUID workspaceId,
      SuppressionFilter filter,
      @Nullable String subjectHash,
      Instant now,
      @Nullable UUID after,
      int atMost) {
    var condition =
        switch (filter.state()) {
          case IN_FORCE -> " and liftedAt is null and (expiresAt is null or expiresAt > :now)";
          case LIFTED ->
              " and liftedAt is not null and liftedAt <= :now"
                  + " and (expiresAt is null or liftedAt < expiresAt)";
          case EXPIRED -> " and expiresAt <= :now and (liftedAt is null or liftedAt = expiresAt)";
          case ALL -> " and since <= :now";
        };
    var query =
        session()
            .createSelectionQuery(
                "from Suppression where workspaceId = :workspaceId"
                    + condition
                    + (filter.kind() == null ? "" : " and kind = :kind")
                    + (subjectHash == null ? "" : " and subjectHash = :hash")
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                Suppression.class)
            .setParameter("workspaceId", workspaceId)
            .setParameter("now", now)
            .setMaxResults(atMost);
    if (filter.kind() != null) {
      query.setParameter("kind", Kind.valueOf(filter.kind()));
    }
    if (subjectHash != null) {
      query.setParameter("hash", subjectHash);
    }
    if (after != null) {
      query.setParameter("after", after);
    }
    return query.getResultList();
  }

  StatelessSession session();
}
