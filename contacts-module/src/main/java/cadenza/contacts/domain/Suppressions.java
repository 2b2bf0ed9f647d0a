package cadenza.contacts.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The suppressions of all workspaces, lifted ones included. */
@Repository(dataStore = "contacts")
public interface Suppressions {
  @Insert
  void add(Suppression suppression);

  @Update
  void update(Suppression suppression);

  @Query(
      "from Suppression where workspaceId = :workspaceId and addressKey = :addressKey"
          + " and liftedAt is null")
  Optional<Suppression> inForce(UUID workspaceId, String addressKey);

  /** As {@link #inForce}; nobody else changes it until the end of the transaction. */
  default Optional<Suppression> lockedInForce(UUID workspaceId, String addressKey) {
    return session()
        .createSelectionQuery(
            "from Suppression where workspaceId = :workspaceId and addressKey = :addressKey"
                + " and liftedAt is null",
            Suppression.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("addressKey", addressKey)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** As {@link #lockedInForce}, by its id. */
  default Optional<Suppression> lockedInForceWith(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Suppression where workspaceId = :workspaceId and id = :id and liftedAt is null",
            Suppression.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  default Set<String> among(UUID workspaceId, Collection<String> addressKeys) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select address_key from contacts.suppression where workspace_id = ?"
                          + " and address_key = any (?) and lifted_at is null")) {
                statement.setObject(1, workspaceId);
                SqlArrays.texts(statement, 2, addressKeys, key -> key);
                var found = new HashSet<String>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    found.add(rows.getString(1));
                  }
                }
                return found;
              }
            });
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
