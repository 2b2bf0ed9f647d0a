package cadenza.contacts.domain;

import jakarta.data.repository.Find;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The companies of all workspaces. */
@Repository(dataStore = "contacts")
public interface Companies {
  @Update
  void update(Company company);

  @Find
  Optional<Company> with(UUID workspaceId, UUID id);

  @Find
  Optional<Company> at(UUID workspaceId, String domain);

  /** Nobody else changes it until the end of the transaction. */
  default Optional<Company> locked(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Company where workspaceId = :workspaceId and id = :id", Company.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** Newest first. */
  default List<Company> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    var selection =
        session()
            .createSelectionQuery(
                "from Company where workspaceId = :workspaceId"
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                Company.class)
            .setParameter("workspaceId", workspaceId)
            .setMaxResults(atMost);
    if (after != null) {
      selection.setParameter("after", after);
    }
    return selection.getResultList();
  }

  StatelessSession session();
}
