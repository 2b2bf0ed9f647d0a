package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.SentMail.Sent;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Messages that providers took, by the time they did. */
@Repository(dataStore = "messaging")
public interface SentMessages {
  StatelessSession session();

  /** The latest of each account, of which the latest of all; read from their index. */
  default List<Sent> latest(UUID workspaceId, Instant since, @Nullable Sent after, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select x.id, x.enrollment_id, x.accepted_at
                        from messaging.sender_account a
                        cross join lateral (
                          select m.id, m.enrollment_id, m.accepted_at
                            from messaging.message m
                           where m.sender_account_id = a.id and m.accepted_at is not null
                             and m.enrollment_id is not null and m.accepted_at >= ?::timestamptz
                             and (m.accepted_at, m.id) < (?::timestamptz, ?::uuid)
                           order by m.accepted_at desc, m.id desc limit ?) x
                       where a.workspace_id = ?
                       order by x.accepted_at desc, x.id desc limit ?
                      """)) {
                statement.setObject(1, since.atOffset(ZoneOffset.UTC));
                var before = after == null ? Instant.parse("9999-01-01T00:00:00Z") : after.at();
                statement.setObject(2, before.atOffset(ZoneOffset.UTC));
                statement.setObject(3, after == null ? new UUID(-1, -1) : after.messageId());
                statement.setInt(4, atMost);
                statement.setObject(5, workspaceId);
                statement.setInt(6, atMost);
                return MessageRows.sent(statement);
              }
            });
  }

  /** The latest of these enrollments. */
  default List<Sent> latestOf(
      UUID workspaceId, Collection<UUID> enrollments, Instant since, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select m.id, m.enrollment_id, m.accepted_at from messaging.message m
                       where m.enrollment_id = any (?::uuid[]) and m.workspace_id = ?
                         and not m.withdrawn and m.accepted_at >= ?::timestamptz
                       order by m.accepted_at desc, m.id desc limit ?
                      """)) {
                SqlArrays.uuids(statement, 1, List.copyOf(enrollments), id -> id);
                statement.setObject(2, workspaceId);
                statement.setObject(3, since.atOffset(ZoneOffset.UTC));
                statement.setInt(4, atMost);
                return MessageRows.sent(statement);
              }
            });
  }

  default Map<UUID, Instant> takenAt(UUID workspaceId, Collection<UUID> messageIds) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select id, accepted_at from messaging.message where workspace_id = ?"
                          + " and id = any (?) and accepted_at is not null")) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, List.copyOf(messageIds), id -> id);
                var times = new HashMap<UUID, Instant>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    times.put(rows.getObject(1, UUID.class), Columns.time(rows, 2));
                  }
                }
                return times;
              }
            });
  }
}
