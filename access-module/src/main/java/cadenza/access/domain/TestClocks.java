package cadenza.access.domain;

import cadenza.access.api.TestClockState;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The clocks of the test workspaces. */
@Repository(dataStore = "access")
public interface TestClocks {
  @Insert
  void add(TestClock clock);

  @Update
  void update(TestClock clock);

  @Query("from TestClock where id = :id and (workspaceId = :caller or openedBy = :caller)")
  Optional<TestClock> visibleTo(UUID caller, UUID id);

  @Find
  Optional<TestClock> ofWorkspace(UUID workspaceId);

  @Find
  List<TestClock> inState(TestClockState state);
}
