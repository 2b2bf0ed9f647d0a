package cadenza.access.domain;

import cadenza.access.api.ApprovalDecided;
import cadenza.access.api.ApprovalStatus;
import cadenza.kernel.api.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statements on requests for approval that leave the requests, which may be long, where they are.
 */
final class ApprovalStatements {
  private ApprovalStatements() {}

  static List<ApprovalDecided> expire(
      Connection connection, @Nullable UUID workspaceId, Instant now, int atMost)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            with due as (
              select a.id from access.approval a
              join access.workspace w on w.id = a.workspace_id
              where a.state = 'PENDING' and a.expires_at <= ?
                and case when ?::uuid is null then not w.test else w.id = ? end
              order by a.expires_at limit ? for update of a skip locked)
            update access.approval a set state = 'EXPIRED', version = version + 1
            from due where a.id = due.id
            returning a.workspace_id, a.id, a.kind, a.token_id
            """)) {
      statement.setObject(1, now.atOffset(ZoneOffset.UTC));
      statement.setObject(2, workspaceId);
      statement.setObject(3, workspaceId);
      statement.setInt(4, atMost);
      try (var row = statement.executeQuery()) {
        var facts = new ArrayList<ApprovalDecided>();
        while (row.next()) {
          facts.add(
              new ApprovalDecided(
                  Ids.next(),
                  row.getObject("workspace_id", UUID.class),
                  now,
                  row.getObject("id", UUID.class),
                  row.getString("kind"),
                  ApprovalStatus.EXPIRED.word(),
                  row.getObject("token_id", UUID.class)));
        }
        return facts;
      }
    }
  }
}
