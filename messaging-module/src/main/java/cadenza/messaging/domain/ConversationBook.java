package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.Conversations.Course;
import cadenza.messaging.api.Conversations.FirstReply;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadCard;
import cadenza.messaging.api.Conversations.ThreadFilter;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Threads and their messages, both directions, read only. */
@Repository(dataStore = "messaging")
public interface ConversationBook {
  String THREADS =
      """
      select t.id, t.workspace_id, t.sender_account_id, t.contact_id, t.subject,
             said.count, t.created_at, coalesce(said.last_at, t.created_at), t.closed_at,
             t.assignee_id, t.snoozed_until, t.category, t.unread, t.version
        from messaging.thread t
        left join lateral (
          select count(*) as count,
                 max(coalesce(m.accepted_at, c.received_at, c.created_at)) as last_at
            from messaging.message_content c
            join messaging.message m on m.id = c.message_id
           where c.thread_id = t.id and c.workspace_id = t.workspace_id
             and not m.withdrawn) said on true
      """;

  /** An inbound message has been received; its kind says more. */
  String MESSAGES =
      """
      select m.id, m.workspace_id, c.thread_id, m.sender_account_id, m.direction,
             coalesce(m.kind, m.status), m.enrollment_id, m.step_number, c.contact_id,
             c.from_address, c.from_name, c.to_address, c.reply_to_address,
             coalesce(i.other_sender, false), c.subject, c.body_text, c.body_html, c.reply_text,
             c.rfc_message_id, c.in_reply_to, m.reason,
             coalesce(m.accepted_at, c.received_at, c.created_at) as at,
             hits.open_first, hits.open_last, hits.opens, hits.machine_opens,
             hits.click_first, hits.click_last, hits.clicks, hits.machine_clicks,
             c.cc_addresses, c.bcc_addresses, coalesce(i.looping, false)
        from messaging.message_content c
        join messaging.message m on m.id = c.message_id
        left join messaging.inbound_mail i on i.message_id = c.message_id
        left join lateral (
          select min(first_at) filter (where kind = 'OPEN' and seen_as = 'PERSON') as open_first,
                 max(last_at) filter (where kind = 'OPEN' and seen_as = 'PERSON') as open_last,
                 sum(total) filter (where kind = 'OPEN' and seen_as = 'PERSON') as opens,
                 sum(total) filter (where kind = 'OPEN' and seen_as <> 'PERSON') as machine_opens,
                 min(first_at) filter (where kind = 'CLICK' and seen_as = 'PERSON') as click_first,
                 max(last_at) filter (where kind = 'CLICK' and seen_as = 'PERSON') as click_last,
                 sum(total) filter (where kind = 'CLICK' and seen_as = 'PERSON') as clicks,
                 sum(total) filter (where kind = 'CLICK' and seen_as <> 'PERSON') as machine_clicks
            from messaging.message_hit h
           where h.message_id = c.message_id) hits on true
      """;

  StatelessSession session();

  default Map<UUID, Course> courses(UUID workspaceId, Collection<UUID> threadIds) {
    return session()
        .doReturningWork(database -> ConversationRows.courses(database, workspaceId, threadIds));
  }

  default Map<UUID, FirstReply> firstReplies(UUID workspaceId, Collection<UUID> enrollmentIds) {
    return session()
        .doReturningWork(
            database -> ConversationRows.firstReplies(database, workspaceId, enrollmentIds));
  }

  /** Those that are there and not withdrawn. */
  default Set<UUID> standing(UUID workspaceId, Collection<UUID> messageIds) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select m.id from unnest(?::uuid[]) as asked(id) join messaging.message m"
                          + " on m.id = asked.id where m.workspace_id = ? and not m.withdrawn")) {
                SqlArrays.uuids(statement, 1, messageIds, id -> id);
                statement.setObject(2, workspaceId);
                var standing = new HashSet<UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    standing.add(row.getObject(1, UUID.class));
                  }
                }
                return standing;
              }
            });
  }

  default Optional<ThreadCard> thread(UUID workspaceId, UUID threadId, Instant now) {
    return session()
        .doReturningWork(
            database ->
                ConversationRows.threads(
                    database,
                    THREADS + " where t.workspace_id = ? and t.id = ?",
                    statement -> {
                      statement.setObject(1, workspaceId);
                      statement.setObject(2, threadId);
                    },
                    now))
        .stream()
        .findFirst();
  }

  /** Newest first, which is the order of their ids. */
  default List<ThreadCard> threads(
      UUID workspaceId, ThreadFilter filter, Instant now, @Nullable UUID before, int atMost) {
    var where = ThreadConditions.of(workspaceId, filter, now, before);
    return session()
        .doReturningWork(
            database ->
                ConversationRows.threads(
                    database,
                    THREADS + where.sql() + " order by t.id desc limit ?",
                    statement -> {
                      int i = 0;
                      for (var value : where.values()) {
                        statement.setObject(++i, value);
                      }
                      statement.setInt(++i, atMost);
                    },
                    now));
  }

  default Optional<MessageCard> message(UUID workspaceId, UUID messageId) {
    return session()
        .doReturningWork(
            database ->
                ConversationRows.messages(
                    database,
                    MESSAGES + " where c.workspace_id = ? and c.message_id = ?",
                    statement -> {
                      statement.setObject(1, workspaceId);
                      statement.setObject(2, messageId);
                    }))
        .stream()
        .findFirst();
  }

  default List<MessageCard> messages(UUID workspaceId, Collection<UUID> messageIds) {
    return session()
        .doReturningWork(
            database ->
                ConversationRows.messages(
                    database,
                    MESSAGES + " where c.workspace_id = ? and c.message_id = any (?::uuid[])",
                    statement -> {
                      statement.setObject(1, workspaceId);
                      SqlArrays.uuids(statement, 2, messageIds, id -> id);
                    }));
  }

  default List<ThreadCard> threads(UUID workspaceId, Collection<UUID> threadIds, Instant now) {
    return session()
        .doReturningWork(
            database ->
                ConversationRows.threads(
                    database,
                    THREADS + " where t.workspace_id = ? and t.id = any (?::uuid[])",
                    statement -> {
                      statement.setObject(1, workspaceId);
                      SqlArrays.uuids(statement, 2, threadIds, id -> id);
                    },
                    now));
  }

  /** The newest of a thread, the oldest of them first. */
  default List<MessageCard> messagesOf(UUID workspaceId, UUID threadId, int atMost) {
    return session()
        .doReturningWork(
            database ->
                ConversationRows.messages(
                    database,
                    "select * from ("
                        + MESSAGES
                        + " where c.thread_id = ? and c.workspace_id = ?"
                        + " order by c.created_at desc, c.message_id desc limit ?) newest"
                        + " order by at, id",
                    statement -> {
                      statement.setObject(1, threadId);
                      statement.setObject(2, workspaceId);
                      statement.setInt(3, atMost);
                    }));
  }

  /** All of a thread, in the order in which they were written or came in. */
  default List<MessageCard> messagesAfter(
      UUID workspaceId, UUID threadId, @Nullable UUID after, int atMost) {
    var behind =
        after == null
            ? ""
            : " and (c.created_at, c.message_id) > (select p.created_at, p.message_id"
                + " from messaging.message_content p where p.message_id = ?"
                + " and p.workspace_id = c.workspace_id)";
    return session()
        .doReturningWork(
            database ->
                ConversationRows.messages(
                    database,
                    MESSAGES
                        + " where c.thread_id = ? and c.workspace_id = ?"
                        + behind
                        + " order by c.created_at, c.message_id limit ?",
                    statement -> {
                      int i = 0;
                      statement.setObject(++i, threadId);
                      statement.setObject(++i, workspaceId);
                      if (after != null) {
                        statement.setObject(++i, after);
                      }
                      statement.setInt(++i, atMost);
                    }));
  }
}
