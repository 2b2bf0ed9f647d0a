package cadenza.access.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import org.hibernate.StatelessSession;

/** The tenants. */
@Repository(dataStore = "access")
public interface Workspaces {
  @Insert
  void add(Workspace workspace);

  @Query("select count(w) from Workspace w")
  long count();

  /** Until the end of the transaction no other node opens a first workspace. */
  default void lockTheFirst() {
    session()
        .doWork(
            connection -> {
              try (var statement = connection.createStatement()) {
                statement.execute(
                    "select pg_advisory_xact_lock(hashtext('cadenza.first-workspace'))");
              }
            });
  }

  StatelessSession session();
}
