package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/** The statements behind {@link ContactTraces}. */
final class ContactTraceRows {
  /** The contacts' conversations, and those of nobody that were opened by what goes. */
  static final String THREADS =
      """
      t.workspace_id = ? and (t.contact_id = any (?::uuid[])
        or t.contact_id is null and t.id in (
          select c.thread_id from messaging.message_content c
          where c.message_id = any (?::uuid[]) and c.received_at is not null))
      """;

  static final String FORGET =
      """
      with gone as (
        select id as message_id from messaging.message
        where workspace_id = ? and id = any (?::uuid[])),
      files as (
        delete from messaging.attachment a
        using gone g where a.message_id = g.message_id),
      hits as (
        delete from messaging.message_hit h
        using gone g where h.message_id = g.message_id),
      waiting as (
        update messaging.inbound_mail i
        set related_ids = null, look_again_at = null,
            settled = case when i.unmatched is null then i.settled
                           else coalesce(i.settled, 'erased') end
        from gone g where i.message_id = g.message_id),
      reasons as (
        update messaging.message m set reason = null
        from gone g where m.id = g.message_id and m.reason like '%@%'),
      bounces as (
        update messaging.inbound_bounce b set
          recipient = '', address = null, diagnostic = null
        from (
          select i.message_id, i.position from gone g
          join messaging.inbound_bounce i on i.bounced_message_id = g.message_id
          union
          select i.message_id, i.position from messaging.inbound_bounce i
          where i.workspace_id = ? and i.message_id in (select message_id from gone)
            and (lower(i.recipient) = any (?) or i.address = any (?))) o
        where b.message_id = o.message_id and b.position = o.position)
      update messaging.message_content c set
        subject = '', body_text = null, body_html = null, reply_text = null,
        reply_to_address = null, cc_addresses = null, bcc_addresses = null,
        from_address = case when received_at is null then from_address else '' end,
        from_name = case when received_at is null then from_name else '' end,
        to_address = case when received_at is null then '' else to_address end,
        to_name = case when received_at is null then '' else to_name end
      from gone g where c.message_id = g.message_id
      """;

  /** Whoever got no more than a copy; nothing else of the letter is his. */
  static final String FORGET_COPIES =
      """
      with gone as (
        select c.message_id from messaging.message_content c
        where c.workspace_id = ? and (c.cc_addresses is not null or c.bcc_addresses is not null)
          and string_to_array(lower(concat_ws(' ', c.cc_addresses, c.bcc_addresses)), ' ')
              && ?::text[]),
      reasons as (
        update messaging.message m set reason = null
        from gone g where m.id = g.message_id and m.reason like '%@%')
      update messaging.message_content c set
        cc_addresses = (select nullif(string_agg(a, ' '), '')
          from unnest(string_to_array(c.cc_addresses, ' ')) as a where lower(a) <> all (?::text[])),
        bcc_addresses = (select nullif(string_agg(a, ' '), '')
          from unnest(string_to_array(c.bcc_addresses, ' ')) as a where lower(a) <> all (?::text[]))
      from gone g where c.message_id = g.message_id
      """;

  private ContactTraceRows() {}

  static void threads(
      PreparedStatement statement,
      UUID workspaceId,
      Collection<UUID> contactIds,
      Collection<UUID> messageIds)
      throws SQLException {
    statement.setObject(1, workspaceId);
    SqlArrays.uuids(statement, 2, contactIds, id -> id);
    SqlArrays.uuids(statement, 3, messageIds, id -> id);
  }
}
