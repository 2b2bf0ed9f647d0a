package cadenza.messaging.domain;

import jakarta.data.repository.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What people do with conversations. */
@Repository(dataStore = "messaging")
public interface ThreadStates {
  StatelessSession session();

  /** Nobody else changes it before this transaction is over. */
  default Optional<ThreadState> locked(UUID workspaceId, UUID threadId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      ThreadStateRows.STATE
                          + " where t.workspace_id = ? and t.id = ? for no key update")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, threadId);
                return ThreadStateRows.states(statement).stream().findFirst();
              }
            });
  }

  /** Writes what was {@link #locked}. */
  default void write(ThreadState state) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "update messaging.thread set assignee_id = ?, snoozed_until = ?,"
                          + " closed_at = ?, category = ?, unread = ?, version = version + 1"
                          + " where workspace_id = ? and id = ?")) {
                InboundRows.setUuid(statement, 1, state.assigneeId());
                ThreadStateRows.setTime(statement, 2, state.snoozedUntil());
                ThreadStateRows.setTime(statement, 3, state.closedAt());
                InboundRows.setText(statement, 4, state.category());
                statement.setBoolean(5, state.unread());
                statement.setObject(6, state.workspaceId());
                statement.setObject(7, state.id());
                statement.executeUpdate();
              }
            });
  }

  /**
   * A person wrote: it is unread, awake and open.
   *
   * @return what it was, if it was closed
   */
  default Optional<ThreadState> wake(UUID workspaceId, UUID threadId) {
    var state = locked(workspaceId, threadId);
    state.ifPresent(
        one ->
            write(
                new ThreadState(
                    one.workspaceId(),
                    one.id(),
                    one.senderAccountId(),
                    one.contactId(),
                    one.assigneeId(),
                    null,
                    null,
                    one.category(),
                    true,
                    one.version())));
    return state.filter(one -> one.closedAt() != null);
  }

  /** Of the person's conversations so many, which are nobody's from now on. */
  default List<ThreadState> unassign(UUID workspaceId, UUID userId, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      update messaging.thread t
                         set assignee_id = null, version = t.version + 1
                        from (select id from messaging.thread
                               where workspace_id = ? and assignee_id = ?
                               order by id limit ? for no key update) his
                       where t.workspace_id = ? and t.id = his.id
                      returning\s"""
                          + ThreadStateRows.COLUMNS)) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, userId);
                statement.setInt(3, atMost);
                statement.setObject(4, workspaceId);
                return new ArrayList<>(ThreadStateRows.states(statement));
              }
            });
  }

  /** The last reply of a conversation. */
  default Optional<LastReply> lastReply(UUID workspaceId, UUID threadId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select m.id, m.enrollment_id from messaging.message_content c"
                          + " join messaging.message m on m.id = c.message_id"
                          + " where c.thread_id = ? and c.workspace_id = ? and m.kind = 'REPLY'"
                          + " order by c.created_at desc, c.message_id desc limit 1")) {
                statement.setObject(1, threadId);
                statement.setObject(2, workspaceId);
                try (var row = statement.executeQuery()) {
                  return row.next()
                      ? Optional.of(
                          new LastReply(row.getObject(1, UUID.class), Columns.uuidOrNull(row, 2)))
                      : Optional.<LastReply>empty();
                }
              }
            });
  }
}
