package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What conversations keep of a contact, when it goes or becomes another one. */
@Repository(dataStore = "messaging")
public interface ContactTraces {
  StatelessSession session();

  /** Those of the contacts with whom there is a conversation. */
  default Set<UUID> inConversation(UUID workspaceId, Collection<UUID> contactIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select w.id from unnest(?::uuid[]) as w(id)
                      cross join lateral (
                        select from messaging.thread
                        where workspace_id = ? and contact_id = w.id limit 1) one
                      """)) {
                SqlArrays.uuids(statement, 1, contactIds, id -> id);
                statement.setObject(2, workspaceId);
                var found = new HashSet<UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                  }
                }
                return found;
              }
            });
  }

  /** The conversations of the one are the other's. */
  default void move(UUID workspaceId, UUID merged, UUID kept) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      with moved as (
                        update messaging.thread set contact_id = ?
                        where workspace_id = ? and contact_id = ?
                        returning id)
                      update messaging.message_content c set contact_id = ?
                      from moved m
                      where c.workspace_id = ? and c.thread_id = m.id and c.contact_id = ?
                      """)) {
                statement.setObject(1, kept);
                statement.setObject(2, workspaceId);
                statement.setObject(3, merged);
                statement.setObject(4, kept);
                statement.setObject(5, workspaceId);
                statement.setObject(6, merged);
                statement.executeUpdate();
              }
            });
  }

  /** What was said to and by these contacts, in the order that everybody locks in. */
  default void lockMessages(UUID workspaceId, Collection<UUID> contactIds) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select from messaging.message m
                      where m.id in (
                        select c.message_id from messaging.message_content c
                        join messaging.thread t
                          on t.workspace_id = c.workspace_id and t.id = c.thread_id
                        where t.workspace_id = ? and t.contact_id = any (?::uuid[]))
                      order by m.id for no key update
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, contactIds, id -> id);
                statement.execute();
              }
            });
  }

  /**
   * What was said in these contacts' conversations, and what came from these addresses in others,
   * is gone; that something was said, when and by which account, stays.
   */
  default void forget(UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      with conversations as (
                        update messaging.thread set subject = ''
                        where workspace_id = ? and contact_id = any (?::uuid[])
                        returning id),
                      gone as (
                        select c.message_id from messaging.message_content c
                        join conversations v on v.id = c.thread_id
                        where c.workspace_id = ?
                        union
                        select message_id from messaging.message_content
                        where workspace_id = ? and received_at is not null
                          and lower(from_address) = any (?)),
                      files as (
                        delete from messaging.attachment a
                        using gone g where a.message_id = g.message_id),
                      waiting as (
                        update messaging.inbound_mail i
                        set related_ids = null, look_again_at = null, settled = 'erased'
                        from gone g
                        where i.message_id = g.message_id and i.unmatched is not null
                          and i.settled is null),
                      reasons as (
                        update messaging.message m set reason = null
                        from gone g where m.id = g.message_id and m.reason like '%@%'),
                      bounces as (
                        update messaging.inbound_bounce b set
                          recipient = '', address = null, diagnostic = null
                        from (
                          select i.message_id, i.position from gone g
                          join messaging.inbound_bounce i on i.message_id = g.message_id
                          union
                          select i.message_id, i.position from gone g
                          join messaging.inbound_bounce i on i.bounced_message_id = g.message_id) o
                        where b.message_id = o.message_id and b.position = o.position)
                      update messaging.message_content c set
                        subject = '', body_text = null, body_html = null, reply_text = null,
                        reply_to_address = null,
                        from_address = case when received_at is null then from_address else '' end,
                        from_name = case when received_at is null then from_name else '' end,
                        to_address = case when received_at is null then '' else to_address end,
                        to_name = case when received_at is null then '' else to_name end
                      from gone g where c.message_id = g.message_id
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, contactIds, id -> id);
                statement.setObject(3, workspaceId);
                statement.setObject(4, workspaceId);
                SqlArrays.texts(statement, 5, addresses, address -> address);
                statement.executeUpdate();
              }
            });
  }
}
