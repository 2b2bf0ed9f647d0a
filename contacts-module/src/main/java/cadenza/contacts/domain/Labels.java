package cadenza.contacts.domain;

import cadenza.contacts.api.ContactCard;
import jakarta.data.repository.Delete;
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

/** The labels of all workspaces, and which contacts carry them. */
@Repository(dataStore = "contacts")
public interface Labels {
  @Insert
  void add(Label label);

  @Update
  void update(Label label);

  /** No contact carries it any more. */
  @Delete
  void remove(Label label);

  @Query("from Label where workspaceId = :workspaceId and id = :id")
  Optional<Label> with(UUID workspaceId, UUID id);

  @Query("from Label where workspaceId = :workspaceId and nameKey = :nameKey")
  Optional<Label> named(UUID workspaceId, String nameKey);

  /** Nobody else changes it until the end of the transaction. */
  default Optional<Label> locked(UUID workspaceId, UUID id) {
    return OfWorkspace.locked(session(), Label.class, workspaceId, id, LockMode.PESSIMISTIC_WRITE);
  }

  /** Neither renamed nor removed before the end of the transaction. */
  default Optional<Label> held(UUID workspaceId, UUID id) {
    return OfWorkspace.locked(session(), Label.class, workspaceId, id, LockMode.PESSIMISTIC_READ);
  }

  /** Newest first. */
  default List<Label> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    return OfWorkspace.page(session(), Label.class, workspaceId, after, atMost);
  }

  /** Two requests for one new name take turns. */
  default void lockName(UUID workspaceId, String nameKey) {
    session()
        .doWork(
            connection ->
                ContactStatements.takeTurns(connection, "label " + workspaceId + "/" + nameKey));
  }

  /**
   * Those that are contacts of the workspace carry the label from now on.
   *
   * @return who did not carry it before
   */
  default Set<UUID> apply(UUID workspaceId, UUID labelId, Collection<UUID> contactIds, Instant at) {
    return session()
        .doReturningWork(
            connection -> LabelStatements.apply(connection, workspaceId, labelId, contactIds, at));
  }

  /** Whether the contact carried it. */
  default boolean take(UUID workspaceId, UUID labelId, UUID contactId) {
    return session()
        .doReturningWork(
            connection -> LabelStatements.take(connection, workspaceId, labelId, contactId));
  }

  /** By contact, each in the order of the names; who carries none is absent. */
  default Map<UUID, List<ContactCard.Label>> carriedBy(
      UUID workspaceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(
            connection -> LabelStatements.carriedBy(connection, workspaceId, contactIds));
  }

  StatelessSession session();
}
