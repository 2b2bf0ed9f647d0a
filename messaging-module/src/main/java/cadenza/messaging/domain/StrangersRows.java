package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.domain.StrangersMail.Stray;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The rows behind {@link StrangersMail}, locked as everybody locks: mails before threads. */
final class StrangersRows {
  private StrangersRows() {}

  static List<UUID> threadIds(Collection<Stray> strays) {
    return strays.stream().map(Stray::threadId).distinct().toList();
  }

  static Set<UUID> lockMails(Connection database, List<UUID> threadIds) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            select i.message_id from messaging.inbound_mail i
              join messaging.message_content c on c.message_id = i.message_id
             where c.thread_id = any (?) order by i.message_id for update of i skip locked
            """)) {
      SqlArrays.uuids(statement, 1, threadIds, id -> id);
      return Set.copyOf(ids(statement));
    }
  }

  static List<UUID> lockThreads(Connection database, List<UUID> workspaceIds, List<UUID> threadIds)
      throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            select id from messaging.thread where workspace_id = any (?) and id = any (?)
             order by id for update skip locked
            """)) {
      SqlArrays.uuids(statement, 1, workspaceIds, id -> id);
      SqlArrays.uuids(statement, 2, threadIds, id -> id);
      return ids(statement);
    }
  }

  static List<UUID> ids(PreparedStatement statement) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        ids.add(row.getObject(1, UUID.class));
      }
    }
    return ids;
  }

  static void delete(Connection database, List<UUID> workspaceIds, List<UUID> threadIds)
      throws SQLException {
    if (threadIds.isEmpty()) {
      return;
    }
    try (var statement =
        database.prepareStatement(
            """
            with gone as materialized (
              select message_id from messaging.message_content where thread_id = any (?)),
            files as (delete from messaging.attachment a
              using gone g where a.message_id = g.message_id),
            bounces as (delete from messaging.inbound_bounce b
              using gone g where b.message_id = g.message_id),
            mails as (delete from messaging.inbound_mail i
              using gone g where i.message_id = g.message_id),
            contents as (delete from messaging.message_content c
              using gone g where c.message_id = g.message_id),
            messages as (delete from messaging.message m
              using gone g where m.id = g.message_id)
            delete from messaging.thread where workspace_id = any (?) and id = any (?)
            """)) {
      SqlArrays.uuids(statement, 1, threadIds, id -> id);
      SqlArrays.uuids(statement, 2, workspaceIds, id -> id);
      SqlArrays.uuids(statement, 3, threadIds, id -> id);
      statement.executeUpdate();
    }
  }

  /** What stays is looked at again after as long. */
  static void putOff(Connection database, List<UUID> messageIds, List<UUID> threadIds, Instant now)
      throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            update messaging.inbound_mail i
               set stray_since = case when t.contact_id is null then ? end
              from messaging.message_content c
              join messaging.thread t on t.workspace_id = c.workspace_id and t.id = c.thread_id
             where i.message_id = any (?) and c.message_id = i.message_id
               and c.thread_id = any (?)
            """)) {
      statement.setObject(1, InboundRows.utc(now));
      SqlArrays.uuids(statement, 2, messageIds, id -> id);
      SqlArrays.uuids(statement, 3, threadIds, id -> id);
      statement.executeUpdate();
    }
  }
}
