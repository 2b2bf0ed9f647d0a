package cadenza.contacts.domain;

import jakarta.data.repository.Query;
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

  @Query("from Company where workspaceId = :workspaceId and id = :id")
  Optional<Company> with(UUID workspaceId, UUID id);

  @Query("from Company where workspaceId = :workspaceId and domain = :domain")
  Optional<Company> at(UUID workspaceId, String domain);

  /** Nobody else changes it until the end of the transaction. */
  default Optional<Company> locked(UUID workspaceId, UUID id) {
    return OfWorkspace.locked(
        session(), Company.class, workspaceId, id, LockMode.PESSIMISTIC_WRITE);
  }

  /** Newest first. */
  default List<Company> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    return OfWorkspace.page(session(), Company.class, workspaceId, after, atMost);
  }

  StatelessSession session();
}
