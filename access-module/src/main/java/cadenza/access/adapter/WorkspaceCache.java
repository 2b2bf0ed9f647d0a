package cadenza.access.adapter;

import cadenza.access.api.WorkspaceCard;
import cadenza.access.api.Workspaces;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.TestClocks;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Answers what every batch asks: nothing in a workspace's row ever changes, so it is read once. The
 * clock of a test workspace is read each time, on the connection of the running transaction.
 */
@ApplicationScoped
class WorkspaceCache implements Workspaces, TestClocks {
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  @Resource(lookup = "jdbc/cadenza")
  DataSource dataSource;

  private final Map<UUID, WorkspaceCard> known = new ConcurrentHashMap<>();

  @Override
  public WorkspaceCard withId(UUID workspaceId) {
    return find(workspaceId).orElseThrow(() -> new NotFound("workspace"));
  }

  @Override
  public Optional<Instant> of(UUID workspaceId) {
    if (!withId(workspaceId).test()) {
      return Optional.empty();
    }
    return one(
        "select stands_at from access.test_clock where workspace_id = ?",
        workspaceId,
        row -> row.getObject(1, OffsetDateTime.class).toInstant());
  }

  private Optional<WorkspaceCard> find(UUID workspaceId) {
    var card = known.get(workspaceId);
    if (card != null) {
      return Optional.of(card);
    }
    var read =
        one(
            "select name, zone, test from access.workspace where id = ?",
            workspaceId,
            row ->
                new WorkspaceCard(
                    workspaceId, row.getString(1), ZoneId.of(row.getString(2)), row.getBoolean(3)));
    read.ifPresent(found -> known.put(workspaceId, found));
    return read;
  }

  private <T> Optional<T> one(String sql, UUID workspaceId, Row<T> form) {
    try (var connection = dataSource.getConnection();
        var statement = connection.prepareStatement(sql)) {
      statement.setObject(1, workspaceId);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(form.read(rows)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The workspace could not be read", e);
    }
  }
}
