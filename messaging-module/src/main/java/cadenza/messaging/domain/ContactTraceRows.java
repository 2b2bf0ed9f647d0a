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
          where c.message_id = any (?::uuid[])
            and (c.received_at is not null or c.contact_id is null)))
      """;

  /**
   * What was said to and by somebody: in his conversations, what came from his addresses in
   * whatever thread, what was written to them there, and what was written to them when nobody knew
   * whose they are.
   */
  static final String SAID =
      """
      with who as materialized (
        select ?::uuid as workspace_id, ?::uuid[] as contacts, ?::text[] as addresses,
               ?::text[] as patterns),
      his as (
        select c.message_id, c.thread_id from who
        join messaging.message_content c on c.workspace_id = who.workspace_id
          and c.received_at is not null and c.from_key = any (who.addresses)),
      said as (
        select c.message_id from who
        join messaging.thread t
          on t.workspace_id = who.workspace_id and t.contact_id = any (who.contacts)
        join messaging.message_content c on c.workspace_id = t.workspace_id and c.thread_id = t.id
        union
        select message_id from his
        union
        select c.message_id from who cross join (select distinct thread_id from his) h
        join messaging.message_content c on c.workspace_id = who.workspace_id
          and c.thread_id = h.thread_id
        where c.received_at is null and c.to_key = any (who.addresses)
        union
        select c.message_id from who
        join messaging.message_content c on c.workspace_id = who.workspace_id
          and c.contact_id is null and c.received_at is null
          and c.to_key = any (who.addresses))
      select message_id from said
      union
      select b.message_id from said s
      join messaging.inbound_bounce b on b.bounced_message_id = s.message_id
      union
      select b.message_id from who
      join messaging.inbound_bounce b on b.workspace_id = who.workspace_id
        and b.bounced_message_id is null and b.recipient_key = any (who.addresses)
      union
      select b.message_id from who
      join messaging.inbound_bounce b on b.workspace_id = who.workspace_id
        and b.address = any (who.addresses)
      union
      select i.message_id from who
      join messaging.inbound_mail i on i.workspace_id = who.workspace_id
        and i.unmatched is not null and i.settled is null
      join messaging.message m on m.id = i.message_id and m.kind in ('BOUNCE', 'COMPLAINT')
      join messaging.message_content c on c.message_id = i.message_id
      where lower(concat_ws(' ', c.subject, c.body_text, c.body_html)) ~ any (who.patterns)
      """;

  /**
   * A report that waits for whoever knows what it is about, and is about others too, waits on with
   * what it says of them.
   */
  static final String FORGET =
      """
      with who as materialized (
        select ?::uuid as workspace_id, ?::uuid[] as ids, ?::text[] as addresses,
               ?::text[] as patterns),
      gone as (
        select m.id as message_id from who
        join messaging.message m on m.workspace_id = who.workspace_id and m.id = any (who.ids)),
      files as (
        delete from messaging.attachment a
        using gone g where a.message_id = g.message_id),
      hits as (
        delete from messaging.message_hit h
        using gone g where h.message_id = g.message_id),
      others as (
        select b.message_id,
               string_agg(b.recipient || ' ' || b.status, E'\n' order by b.position) as said
        from who cross join gone g
        join messaging.inbound_mail i on i.message_id = g.message_id
          and i.unmatched is not null and i.settled is null
        join messaging.inbound_bounce b on b.message_id = g.message_id
          and b.bounced_message_id is null and b.action = 'FAILED' and b.recipient <> ''
        where not lower(b.recipient) ~ any (who.patterns)
        group by b.message_id),
      waiting as (
        update messaging.inbound_mail i
        set related_ids = case when o.message_id is not null
              and not lower(i.related_ids) ~ any (who.patterns) then i.related_ids end,
            look_again_at = case when o.message_id is not null then i.look_again_at end,
            settled = case when i.unmatched is null or o.message_id is not null then i.settled
                           else coalesce(i.settled, 'erased') end
        from who cross join gone g left join others o on o.message_id = g.message_id
        where i.message_id = g.message_id),
      reasons as (
        update messaging.message m set reason = null
        from gone g where m.id = g.message_id and m.reason like '%@%'),
      bounces as (
        update messaging.inbound_bounce b set diagnostic = null,
          recipient = case when o.his then '' else b.recipient end,
          address = case when o.his then null else b.address end
        from (
          select message_id, position, bool_or(his) as his from (
            select i.message_id, i.position, true as his
            from gone g join messaging.inbound_bounce i on i.bounced_message_id = g.message_id
            union all
            select i.message_id, i.position,
                   lower(i.recipient) ~ any (who.patterns)
                     or coalesce(i.address = any (who.addresses), false)
            from who cross join gone g
            join messaging.inbound_bounce i on i.message_id = g.message_id) named
          group by message_id, position) o
        where b.message_id = o.message_id and b.position = o.position
          and (o.his or lower(b.diagnostic) ~ any ((select patterns from who)::text[])))
      update messaging.message_content c set
        subject = '', body_text = o.said, body_html = null, reply_text = null,
        reply_to_address = null, cc_addresses = null, bcc_addresses = null,
        from_address = case when received_at is null or o.writer then from_address else '' end,
        from_name = case when received_at is null or o.writer then from_name else '' end,
        to_address = case when received_at is null then '' else to_address end,
        to_name = case when received_at is null then '' else to_name end
      from gone g left join (
        select o.*, not lower(w.from_address) ~ any (who.patterns) as writer
        from who cross join others o
        join messaging.message_content w on w.message_id = o.message_id) o
        on o.message_id = g.message_id
      where c.message_id = g.message_id
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

  /**
   * Finds the address in words, and none that it is a part of: {@code a@x.com} is not in {@code
   * maria@x.com}, nor in {@code a@x.com.au}, but in {@code 'a@x.com'.}
   */
  private static String pattern(String address) {
    return "(?<![[:alnum:]])(?<![[:alnum:]][._+'-])"
        + address.replaceAll("(\\p{Punct})", "\\\\$1")
        + "(?![[:alnum:]_])(?![._-]+[[:alnum:]])";
  }

  /** The last two of a statement's parameters: the addresses, and how they are found in words. */
  static void addresses(PreparedStatement statement, int index, Collection<String> addresses)
      throws SQLException {
    SqlArrays.texts(statement, index, addresses, address -> address);
    SqlArrays.texts(statement, index + 1, addresses, ContactTraceRows::pattern);
  }

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
