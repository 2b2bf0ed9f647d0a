package cadenza.access.adapter;

import cadenza.access.api.WorkspaceCard;
import cadenza.kernel.api.UseCase;
import jakarta.annotation.Resource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Reads in the running transaction, or in one of its own: without one that is marked the wall shows
 * no workspace, not even the caller's.
 */
@UseCase
class WorkspaceRows {
  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  @Resource(lookup = "jdbc/cadenza")
  DataSource dataSource;

  Optional<WorkspaceCard> card(UUID workspaceId) {
    return one(
        "select name, zone, test from access.workspace where id = ?",
        workspaceId,
        row ->
            new WorkspaceCard(
                workspaceId, row.getString(1), ZoneId.of(row.getString(2)), row.getBoolean(3)));
  }

  Optional<Instant> clock(UUID workspaceId) {
    return one(
        "select stands_at from access.test_clock where workspace_id = ?",
        workspaceId,
        row -> row.getObject(1, OffsetDateTime.class).toInstant());
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
