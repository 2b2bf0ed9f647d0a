package cadenza.contacts.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** The custom fields of all workspaces. */
@Repository(dataStore = "contacts")
public interface CustomFields {
  @Insert
  void add(CustomField field);

  @Update
  void update(CustomField field);

  /** By their keys. */
  default List<CustomField> of(UUID workspaceId) {
    return session()
        .createSelectionQuery(
            "from CustomField where workspaceId = :workspaceId order by key", CustomField.class)
        .setParameter("workspaceId", workspaceId)
        .getResultList();
  }

  /** Nobody else changes it until the end of the transaction. */
  default Optional<CustomField> locked(UUID workspaceId, String key) {
    return session()
        .createSelectionQuery(
            "from CustomField where workspaceId = :workspaceId and key = :key", CustomField.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("key", key)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** Changes to the fields of one workspace take turns. */
  default void takeTurns(UUID workspaceId) {
    session()
        .doWork(
            connection -> ContactStatements.takeTurns(connection, "custom fields " + workspaceId));
  }

  StatelessSession session();
}
