package cadenza.kernel.adapter;

import cadenza.kernel.application.TransactionMarker;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
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

  /** Nested use cases join the transaction, so the first mark stands until its end. */
  @Override
  public void mark(Optional<UUID> workspaceId) {
    if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE
        || transaction.getResource(MARKED) != null) {
      return;
    }
    try (Connection connection = dataSource.getConnection();
        var statement =
            connection.prepareStatement("select set_config('cadenza.workspace', ?, true)")) {
      statement.setString(1, workspaceId.map(UUID::toString).orElse("engine"));
      statement.execute();
      transaction.putResource(MARKED, Boolean.TRUE);
    } catch (SQLException e) {
      throw new IllegalStateException("The transaction could not be marked", e);
    }
  }
}
