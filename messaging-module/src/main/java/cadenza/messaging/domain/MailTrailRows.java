package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.MailTrail.Account;
import cadenza.messaging.api.MailTrail.Answer;
import cadenza.messaging.api.MailTrail.Report;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements of trails; a generated repository cannot hold them. */
final class MailTrailRows {
  private MailTrailRows() {}

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  static Map<UUID, Answer> answers(Connection database, UUID workspaceId, Collection<UUID> ids)
      throws SQLException {
    return read(
        database,
        """
        select m.id, i.matched_message_id, a.step_number, not exists (
            select from messaging.message_content oc
              join messaging.message o on o.id = oc.message_id
             where oc.thread_id = c.thread_id and oc.workspace_id = c.workspace_id
               and o.kind = 'REPLY' and o.id < m.id
               and o.enrollment_id is not distinct from m.enrollment_id)
          from messaging.message m
          join messaging.message_content c on c.message_id = m.id
          left join messaging.inbound_mail i on i.message_id = m.id
          left join messaging.message a on a.id = i.matched_message_id
         where m.workspace_id = ? and m.id = any(?::uuid[]) and m.direction = 'INBOUND'
        """,
        workspaceId,
        ids,
        row ->
            new Answer(
                Columns.uuidOrNull(row, 2), Columns.numberOrNull(row, 3), row.getBoolean(4)));
  }

  static Map<UUID, Report> reports(Connection database, UUID workspaceId, Collection<UUID> ids)
      throws SQLException {
    return read(
        database,
        """
        select distinct on (b.bounced_message_id) b.bounced_message_id, b.message_id,
               c.rfc_message_id
          from messaging.inbound_bounce b
          join messaging.message_content c on c.message_id = b.message_id
         where b.workspace_id = ? and b.bounced_message_id = any(?::uuid[])
         order by b.bounced_message_id, b.message_id desc
        """,
        workspaceId,
        ids,
        row -> new Report(row.getObject(2, UUID.class), row.getString(3)));
  }

  static Map<UUID, Account> accounts(Connection database, UUID workspaceId, Collection<UUID> ids)
      throws SQLException {
    return read(
        database,
        "select id, channel, address from messaging.sender_account"
            + " where workspace_id = ? and id = any(?::uuid[])",
        workspaceId,
        ids,
        row ->
            new Account(
                row.getObject(1, UUID.class), Channel.valueOf(row.getString(2)), row.getString(3)));
  }

  static Map<UUID, UUID> lastSent(Connection database, UUID workspaceId, Collection<UUID> ids)
      throws SQLException {
    return read(
        database,
        """
        select distinct on (enrollment_id) enrollment_id, id from messaging.message
         where workspace_id = ? and enrollment_id = any(?::uuid[]) and direction = 'OUTBOUND'
           and accepted_at is not null and not withdrawn
         order by enrollment_id, accepted_at desc
        """,
        workspaceId,
        ids,
        row -> row.getObject(2, UUID.class));
  }

  static Optional<MailWords> words(Connection database, UUID messageId) throws SQLException {
    try (var statement =
        database.prepareStatement(
            """
            select body_text, body_html from messaging.message_content
             where message_id = ? and (coalesce(body_text, '') <> '' or body_html is not null)
            """)) {
      statement.setObject(1, messageId);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(new MailWords(row.getString(1), row.getString(2)))
            : Optional.empty();
      }
    }
  }

  private static <T> Map<UUID, T> read(
      Connection database, String sql, UUID workspaceId, Collection<UUID> ids, Reader<T> reader)
      throws SQLException {
    try (var statement = database.prepareStatement(sql)) {
      statement.setObject(1, workspaceId);
      SqlArrays.uuids(statement, 2, ids, id -> id);
      var found = new HashMap<UUID, T>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(rows.getObject(1, UUID.class), reader.read(rows));
        }
      }
      return found;
    }
  }
}
