package cadenza.access.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The tokens of all workspaces. */
@Repository(dataStore = "access")
public interface Tokens {
  @Insert
  void add(Token token);

  @Update
  void update(Token token);

  @Query("from Token where workspaceId = :workspaceId and id = :id")
  Optional<Token> with(UUID workspaceId, UUID id);

  /** Nobody else changes it until the end of the transaction. */
  default Optional<Token> locked(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Token where workspaceId = :workspaceId and id = :id", Token.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** Nobody revokes it until the end of the transaction. */
  default Optional<Token> held(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Token where workspaceId = :workspaceId and id = :id", Token.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_READ)
        .uniqueResultOptional();
  }

  /** Until the end of the transaction nobody else ends tokens of this workspace. */
  default void lockAllOf(UUID workspaceId) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_advisory_xact_lock(hashtextextended(?, 9))")) {
                statement.setString(1, "tokens " + workspaceId);
                statement.execute();
              }
            });
  }

  /**
   * What was made with these tokens, in this workspace and in the test workspaces that it opened.
   * Nobody else changes it until the end of the transaction.
   */
  default List<Token> lockedMadeWith(UUID workspaceId, List<UUID> makers) {
    return session()
        .createSelectionQuery(
            "from Token where createdBy in :makers and (workspaceId = :workspaceId or workspaceId"
                + " in (select c.workspaceId from TestClock c where c.openedBy = :workspaceId))"
                + " order by id",
            Token.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("makers", makers)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** Those that prove something. */
  default List<Token> standing(UUID workspaceId, Instant at) {
    return session()
        .createSelectionQuery(
            "from Token where workspaceId = :workspaceId and revokedAt is null"
                + " and (expiresAt is null or expiresAt > :at)",
            Token.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("at", at)
        .getResultList();
  }

  /** Leaves the version alone: noting a use must not refuse a revocation. */
  @Query("update Token set lastUsedAt = :at where workspaceId = :workspaceId and id = :id")
  void noteUse(UUID workspaceId, UUID id, Instant at);

  default List<Token> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    var query =
        session()
            .createSelectionQuery(
                "from Token where workspaceId = :workspaceId and revokedAt is null"
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                Token.class)
            .setParameter("workspaceId", workspaceId)
            .setMaxResults(atMost);
    if (after != null) {
      query.setParameter("after", after);
    }
    return query.getResultList();
  }

  StatelessSession session();
}
