package cadenza.access.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;

/** The people who work in the workspaces. */
@Repository(dataStore = "access")
public interface Users {
  @Insert
  void add(User user);
}
