package cadenza.access.domain;

import cadenza.access.api.TestClockState;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** The clocks of the test workspaces. */
@Repository(dataStore = "access")
public interface TestClocks {
  @Insert
  void add(TestClock clock);

  @Update
  void update(TestClock clock);

  @Query("from TestClock where id = :id and (workspaceId = :caller or openedBy = :caller)")
  Optional<TestClock> visibleTo(UUID caller, UUID id);

  /** Nobody else moves it until the end of the transaction. */
  default Optional<TestClock> lockedVisibleTo(UUID caller, UUID id) {
    return session()
        .createSelectionQuery(
            "from TestClock where id = :id and (workspaceId = :caller or openedBy = :caller)",
            TestClock.class)
        .setParameter("id", id)
        .setParameter("caller", caller)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /** As {@link #lockedVisibleTo}. */
  default Optional<TestClock> lockedOfWorkspace(UUID workspaceId) {
    return session()
        .createSelectionQuery("from TestClock where workspaceId = :workspaceId", TestClock.class)
        .setParameter("workspaceId", workspaceId)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  StatelessSession session();

  @Query("from TestClock where workspaceId = :workspaceId")
  Optional<TestClock> ofWorkspace(UUID workspaceId);

  @Query("from TestClock where state = :state")
  List<TestClock> inState(TestClockState state);
}
