package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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

  /**
   * What was said to and by these contacts, what came from these addresses in whatever thread, and
   * what servers reported of them; also in words alone, where nobody knows yet what it is about.
   *
   * @param addresses in lower case
   */
  default List<UUID> saidWith(
      UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement = connection.prepareStatement(ContactTraceRows.SAID)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, contactIds, id -> id);
                ContactTraceRows.addresses(statement, 3, addresses);
                var found = new ArrayList<UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                  }
                }
                return found;
              }
            });
  }

  /**
   * In the order that everybody locks in: what waits for a match, conversations, messages. Whoever
   * stores a reply holds its conversation before he withdraws what is queued.
   */
  default void lock(UUID workspaceId, Collection<UUID> contactIds, Collection<UUID> messageIds) {
    session()
        .doWork(
            connection -> {
              try (var waiting =
                      connection.prepareStatement(
                          """
                          select from messaging.inbound_mail
                          where workspace_id = ? and message_id = any (?::uuid[])
                          order by message_id for no key update
                          """);
                  var threads =
                      connection.prepareStatement(
                          "select from messaging.thread t where "
                              + ContactTraceRows.THREADS
                              + " order by id for no key update");
                  var messages =
                      connection.prepareStatement(
                          """
                          select from messaging.message
                          where workspace_id = ? and id = any (?::uuid[])
                          order by id for no key update
                          """)) {
                waiting.setObject(1, workspaceId);
                SqlArrays.uuids(waiting, 2, messageIds, id -> id);
                waiting.execute();
                ContactTraceRows.threads(threads, workspaceId, contactIds, messageIds);
                threads.execute();
                messages.setObject(1, workspaceId);
                SqlArrays.uuids(messages, 2, messageIds, id -> id);
                messages.execute();
              }
            });
  }

  /**
   * What was said is gone; that something was said, when and by which account, stays. Of a report
   * about several recipients the others stay what they were.
   */
  default void forget(
      UUID workspaceId,
      Collection<UUID> contactIds,
      Collection<String> addresses,
      Collection<UUID> messageIds) {
    session()
        .doWork(
            connection -> {
              try (var threads =
                      connection.prepareStatement(
                          "update messaging.thread t set subject = '' where "
                              + ContactTraceRows.THREADS);
                  var messages = connection.prepareStatement(ContactTraceRows.FORGET);
                  var copies = connection.prepareStatement(ContactTraceRows.FORGET_COPIES)) {
                ContactTraceRows.threads(threads, workspaceId, contactIds, messageIds);
                threads.executeUpdate();
                messages.setObject(1, workspaceId);
                SqlArrays.uuids(messages, 2, messageIds, id -> id);
                ContactTraceRows.addresses(messages, 3, addresses);
                messages.executeUpdate();
                copies.setObject(1, workspaceId);
                for (int i = 2; i <= 4; i++) {
                  SqlArrays.texts(copies, i, addresses, address -> address);
                }
                copies.executeUpdate();
              }
            });
  }
}
