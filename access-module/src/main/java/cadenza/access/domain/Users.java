package cadenza.access.domain;

import cadenza.access.api.Role;
import jakarta.data.repository.Delete;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The people who work in the workspaces. */
@Repository(dataStore = "access")
public interface Users {
  @Insert
  void add(User user);

  @Update
  void update(User user);

  @Delete
  void remove(User user);

  @Query("from User where workspaceId = :workspaceId and id = :id")
  Optional<User> with(UUID workspaceId, UUID id);

  /** Nobody else changes him until the end of the transaction. */
  default Optional<User> locked(UUID workspaceId, UUID id) {
    return with(workspaceId, id, LockMode.PESSIMISTIC_WRITE);
  }

  /** He stays as he is until the end of the transaction. */
  default Optional<User> held(UUID workspaceId, UUID id) {
    return with(workspaceId, id, LockMode.PESSIMISTIC_READ);
  }

  default Optional<User> with(UUID workspaceId, UUID id, LockMode mode) {
    return session()
        .createSelectionQuery("from User where workspaceId = :workspaceId and id = :id", User.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(mode)
        .uniqueResultOptional();
  }

  /** Whether there is somebody who can log in and make tokens. */
  default boolean someoneIsWayIn(UUID workspaceId) {
    return session()
        .createSelectionQuery(
            "from User where workspaceId = :workspaceId and email is not null"
                + " and password is not null and role = :admin order by id",
            User.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("admin", Role.ADMIN)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .anyMatch(User::isWayIn);
  }

  @Query("select count(u) from User u where workspaceId = :workspaceId and email = :email")
  long holding(UUID workspaceId, String email);

  /** Everybody with this address who has a password, in whatever workspace. */
  default List<User> withPassword(String email, @Nullable UUID workspaceId, int atMost) {
    var query =
        session()
            .createSelectionQuery(
                "from User where email = :email and password is not null"
                    + (workspaceId == null ? "" : " and workspaceId = :workspaceId")
                    + " order by id",
                User.class)
            .setParameter("email", email)
            .setMaxResults(atMost);
    if (workspaceId != null) {
      query.setParameter("workspaceId", workspaceId);
    }
    return query.getResultList();
  }

  default List<User> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    var query =
        session()
            .createSelectionQuery(
                "from User where workspaceId = :workspaceId"
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                User.class)
            .setParameter("workspaceId", workspaceId)
            .setMaxResults(atMost);
    if (after != null) {
      query.setParameter("after", after);
    }
    return query.getResultList();
  }

  StatelessSession session();
}
