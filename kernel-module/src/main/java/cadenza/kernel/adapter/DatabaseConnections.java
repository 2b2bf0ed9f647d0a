package cadenza.kernel.adapter;

import cadenza.kernel.api.CurrentWorkspace;
import cadenza.kernel.application.TransactionMarker;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** The few statements the kernel itself sends; inside a transaction they use its connection. */
@ApplicationScoped
class DatabaseConnections implements TransactionMarker {
  private static final String MARKED = "cadenza.kernel.marked";

  @Resource(lookup = "jdbc/cadenza")
  DataSource dataSource;

  @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
  TransactionSynchronizationRegistry transaction;

  Instant time() {
    try (Connection connection = dataSource.getConnection();
        var statement = connection.prepareStatement("select clock_timestamp()");
        var row = statement.executeQuery()) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    } catch (SQLException e) {
      throw new IllegalStateException("The database does not tell the time", e);
    }
  }

  @Override
  public void mark(CurrentWorkspace workspace) {
    if (isActive() && transaction.getResource(MARKED) == null) {
      write(workspace);
    }
  }

  @Override
  public void markAgain(CurrentWorkspace workspace) {
    if (isActive()) {
      write(workspace);
    }
  }

  private boolean isActive() {
    return transaction.getTransactionStatus() == Status.STATUS_ACTIVE;
  }

  private void write(CurrentWorkspace workspace) {
    try (Connection connection = dataSource.getConnection();
        var statement =
            connection.prepareStatement("select set_config('cadenza.workspace', ?, true)")) {
      statement.setString(1, WorkspaceWall.marker(workspace));
      statement.execute();
      transaction.putResource(MARKED, Boolean.TRUE);
    } catch (SQLException e) {
      throw new IllegalStateException("The transaction could not be marked", e);
    }
  }
}
