package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.domain.OutgoingMessages.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How {@link OutgoingMessages} queues: first the rows that make a message one, then its words. */
final class QueueStatements {
  private static final String MESSAGES =
      """
      insert into messaging.message (id, workspace_id, sender_account_id, direction, status,
          enrollment_id, step_number, occurrence, due_at, not_after, created_at, test)
      select i.id, i.workspace_id, i.account_id, 'OUTBOUND', 'QUEUED', i.enrollment_id,
             i.step_number, i.occurrence, i.due_at, i.not_after, i.created_at, i.test
        from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::int[],
               ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bool[])
          as i (id, workspace_id, account_id, enrollment_id, step_number, occurrence, due_at,
            not_after, created_at, test)
        join messaging.sender_account a on a.workspace_id = i.workspace_id and a.id = i.account_id
      on conflict do nothing
      returning id, sender_account_id
      """;

  /** Nothing here may be planned as a scan of a table: each row is found by its key. */
  private static final String CONTENTS =
      """
      with resolved as materialized (
        select i.*, a.address, a.display_name, t.id as known_thread,
               coalesce(t.id, i.new_thread_id) as in_thread,
               case when t.id is null then i.subject
                    else 'Re: ' || regexp_replace(t.subject, '^(re:\\s*)+', '', 'i')
               end as resolved_subject,
               p.rfc_message_id as previous,
               nullif(concat_ws(' ', p.reference_ids, p.rfc_message_id), '') as chain
          from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[],
                 ?::text[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[],
                 ?::timestamptz[], ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[])
            as i (id, workspace_id, account_id, contact_id, to_address, to_name, subject,
              thread_subject, body_text, body_html, thread_id, new_thread_id, token, created_at,
              trackable, country, reply_to_address, cc_addresses, bcc_addresses)
          join messaging.sender_account a
            on a.workspace_id = i.workspace_id and a.id = i.account_id
          left join lateral (
            select * from messaging.thread t
             where i.thread_id is not null and t.workspace_id = i.workspace_id
               and t.id = i.thread_id
             limit 1) t on true
          left join lateral (
            select c.rfc_message_id, c.reference_ids
              from (
                select c.message_id, c.rfc_message_id, c.reference_ids, c.created_at
                  from messaging.message_content c
                 where i.thread_id is not null and c.thread_id = t.id
                   and c.workspace_id = i.workspace_id and c.rfc_message_id is not null
                 order by c.created_at desc
                offset 0) c
             where exists (
               select from messaging.message m
                where m.id = c.message_id
                  and ((m.direction = 'INBOUND' and m.kind in ('REPLY', 'OTHER'))
                    or (m.direction = 'OUTBOUND'
                      and m.status in ('SENT', 'SENDING', 'UNKNOWN', 'BOUNCED')))
                offset 0)
             order by c.created_at desc
             limit 1) p on true
      ), opened as (
        insert into messaging.thread (id, workspace_id, sender_account_id, contact_id, subject,
            created_at)
        select new_thread_id, workspace_id, account_id, contact_id, thread_subject, created_at
          from resolved
         where known_thread is null
      )
      insert into messaging.message_content (message_id, workspace_id, sender_account_id,
          thread_id, contact_id, from_address, from_name, to_address, to_name, subject, body_text,
          body_html, rfc_message_id, in_reply_to, reference_ids, created_at, trackable,
          reply_to_address, cc_addresses, bcc_addresses)
      select id, workspace_id, account_id, in_thread, contact_id, address, display_name,
             to_address, to_name, resolved_subject, body_text, body_html,
             '<' || token || '@' || lower(split_part(address, '@', 2)) || '>', previous, chain, created_at,
             trackable and not exists (
               select from messaging.mail_settings s
                where s.workspace_id = resolved.workspace_id and s.untracked_countries <> '{}'
                  and resolved.country = any (s.untracked_countries || 'ZZ'::text)),
             reply_to_address, cc_addresses, bcc_addresses
        from resolved
      """;

  private QueueStatements() {}

  static List<Waiting> queue(Connection database, List<NewMessage> messages) throws SQLException {
    var written = writeMessages(database, messages);
    var ids = new HashSet<UUID>();
    written.forEach(one -> ids.add(one.messageId()));
    writeContents(database, written.size() == messages.size() ? messages : among(ids, messages));
    return written;
  }

  private static @Nullable String country(NewMessage message) {
    var tracking = message.order().tracking();
    return tracking == null ? null : Countries.codeOf(tracking.country());
  }

  private static List<NewMessage> among(Set<UUID> ids, List<NewMessage> messages) {
    var among = new ArrayList<NewMessage>();
    for (var message : messages) {
      if (ids.remove(message.order().messageId())) {
        among.add(message);
      }
    }
    return among;
  }

  private static @Nullable String words(List<String> addresses) {
    return addresses.isEmpty() ? null : String.join(" ", addresses);
  }

  private static List<Waiting> writeMessages(Connection database, List<NewMessage> messages)
      throws SQLException {
    try (var statement = database.prepareStatement(MESSAGES)) {
      int i = 0;
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().messageId());
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().workspaceId());
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().senderAccountId());
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().enrollmentId());
      SqlArrays.integers(statement, ++i, messages, m -> m.order().stepNumber());
      SqlArrays.integers(statement, ++i, messages, m -> m.order().occurrence());
      SqlArrays.instants(statement, ++i, messages, m -> m.order().dueAt());
      SqlArrays.instants(statement, ++i, messages, m -> m.order().notAfter());
      SqlArrays.instants(statement, ++i, messages, NewMessage::createdAt);
      SqlArrays.flags(statement, ++i, messages, m -> m.order().test());
      return MessageRows.waiting(statement);
    }
  }

  private static void writeContents(Connection database, List<NewMessage> messages)
      throws SQLException {
    if (messages.isEmpty()) {
      return;
    }
    // A plan kept from the day when these tables were empty would read them whole for each row.
    try (var planning = database.prepareStatement("set local plan_cache_mode = force_custom_plan");
        var statement = database.prepareStatement(CONTENTS)) {
      planning.execute();
      int i = 0;
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().messageId());
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().workspaceId());
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().senderAccountId());
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().contactId());
      SqlArrays.texts(statement, ++i, messages, m -> m.order().toAddress());
      SqlArrays.texts(statement, ++i, messages, m -> m.order().toName());
      SqlArrays.texts(statement, ++i, messages, NewMessage::subject);
      SqlArrays.texts(statement, ++i, messages, NewMessage::threadSubject);
      SqlArrays.texts(statement, ++i, messages, NewMessage::text);
      SqlArrays.texts(statement, ++i, messages, NewMessage::html);
      SqlArrays.uuids(statement, ++i, messages, m -> m.order().threadId());
      SqlArrays.uuids(statement, ++i, messages, NewMessage::threadId);
      SqlArrays.texts(statement, ++i, messages, NewMessage::token);
      SqlArrays.instants(statement, ++i, messages, NewMessage::createdAt);
      SqlArrays.flags(statement, ++i, messages, m -> m.order().tracking() != null);
      SqlArrays.texts(statement, ++i, messages, QueueStatements::country);
      SqlArrays.texts(statement, ++i, messages, m -> m.copies().replyTo());
      SqlArrays.texts(statement, ++i, messages, m -> words(m.copies().cc()));
      SqlArrays.texts(statement, ++i, messages, m -> words(m.copies().bcc()));
      statement.executeUpdate();
    }
  }
}
