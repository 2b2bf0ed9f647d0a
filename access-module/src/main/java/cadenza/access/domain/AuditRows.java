package cadenza.access.domain;

import cadenza.access.api.AuditEntry;
import cadenza.access.api.Caller;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How an entry stands in its table. */
final class AuditRows {
  private static final String COLUMNS =
      "workspace_id, id, at, kind, actor_kind, actor_id, user_id, address, action, status, object,"
          + " fields, times, request_id";

  static final String INSERT =
      "insert into access.audit_entry ("
          + COLUMNS
          + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private AuditRows() {}

  static void bind(PreparedStatement statement, AuditEntry entry) throws SQLException {
    var actorKind = entry.actorKind();
    statement.setObject(1, entry.workspaceId());
    statement.setObject(2, entry.id());
    statement.setObject(3, entry.at().atOffset(ZoneOffset.UTC));
    statement.setString(4, entry.kind().name());
    statement.setObject(5, actorKind == null ? null : actorKind.name(), Types.VARCHAR);
    statement.setObject(6, entry.actor(), Types.OTHER);
    statement.setObject(7, entry.userId(), Types.OTHER);
    statement.setString(8, entry.address());
    statement.setString(9, entry.action());
    statement.setInt(10, entry.status());
    statement.setObject(11, entry.object(), Types.VARCHAR);
    statement.setString(12, String.join(" ", new TreeSet<>(entry.fields())));
    statement.setInt(13, entry.times());
    statement.setString(14, entry.requestId());
  }

  static String select(AuditEntries.Filter filter, @Nullable UUID after) {
    return "select "
        + COLUMNS
        + " from access.audit_entry where workspace_id = ?"
        + (after == null ? "" : " and id < ?")
        + (filter.actor() == null ? "" : " and actor_id = ?")
        + (filter.object() == null ? "" : " and object = ?")
        + (filter.action() == null ? "" : " and action = ?")
        + (filter.kind() == null ? "" : " and kind = ?")
        + " order by id desc limit ?";
  }

  static void bind(
      PreparedStatement statement,
      UUID workspaceId,
      AuditEntries.Filter filter,
      @Nullable UUID after,
      int atMost)
      throws SQLException {
    int index = 1;
    statement.setObject(index++, workspaceId);
    if (after != null) {
      statement.setObject(index++, after);
    }
    if (filter.actor() != null) {
      statement.setObject(index++, filter.actor());
    }
    if (filter.object() != null) {
      statement.setString(index++, filter.object());
    }
    if (filter.action() != null) {
      statement.setString(index++, filter.action());
    }
    var kind = filter.kind();
    if (kind != null) {
      statement.setString(index++, kind.name());
    }
    statement.setInt(index, atMost);
  }

  static AuditEntry read(ResultSet row) throws SQLException {
    var actorKind = row.getString(5);
    return new AuditEntry(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        AuditEntry.Kind.valueOf(row.getString(4)),
        actorKind == null ? null : Caller.Kind.valueOf(actorKind),
        row.getObject(6, UUID.class),
        row.getObject(7, UUID.class),
        row.getString(8),
        row.getString(9),
        row.getInt(10),
        row.getString(11),
        names(row.getString(12)),
        row.getInt(13),
        row.getString(14));
  }

  private static Set<String> names(String fields) {
    return fields.isEmpty()
        ? Set.of()
        : Arrays.stream(fields.split(" ")).collect(Collectors.toCollection(TreeSet::new));
  }
}
