package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Conversations that nobody is in but who began them, and that concern nobody any more. */
@Repository(dataStore = "messaging")
public interface StrangersMail {
  /** A mail that was matched with nothing, and where it stands. */
  record Stray(UUID messageId, UUID workspaceId, UUID threadId) {}

  /**
   * Whose contact is known, whom we have written to, who is somebody's to care for, or who has
   * written since, is no stranger; nor is a server that reported of a message of ours.
   */
  String OF_STRANGERS =
      """
      t.contact_id is null and t.assignee_id is null and t.category is null
        and t.snoozed_until is null
        and not exists (
          select from messaging.message_content c
            join messaging.message m on m.id = c.message_id
            left join messaging.inbound_mail i on i.message_id = c.message_id
           where c.thread_id = t.id and (m.direction = 'OUTBOUND' or c.contact_id is not null
             or c.created_at > ? or i.matched_message_id is not null and i.matched_by <> 'header'
             or m.enrollment_id is not null or i.settled = 'matched'
             or exists (select from messaging.inbound_bounce b
               where b.message_id = c.message_id and b.bounced_message_id is not null)))
      """;

  StatelessSession session();

  /**
   * In the order in which they came in.
   *
   * @param after continues behind this message; null for the start
   * @param before what came in later is left out
   */
  default List<Stray> strays(@Nullable UUID after, Instant before, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select i.message_id, t.workspace_id, t.id from messaging.inbound_mail i
                        join messaging.message_content c on c.message_id = i.message_id
                        join messaging.thread t
                          on t.workspace_id = c.workspace_id and t.id = c.thread_id
                       where t.contact_id is null and i.settled is distinct from 'matched' and i.message_id > ?
                         and i.message_id < ?
                       order by i.message_id limit ?
                      """)) {
                statement.setObject(1, after == null ? new UUID(0, 0) : after);
                statement.setObject(2, new UUID(before.toEpochMilli() << 16, 0)); // as ids begin
                statement.setInt(3, atMost);
                var strays = new ArrayList<Stray>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    strays.add(
                        new Stray(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class)));
                  }
                }
                return strays;
              }
            });
  }

  /**
   * Of these threads those of strangers are deleted with all that stands in them; one that somebody
   * holds is left for another time. What they are is asked when they are locked: before, somebody
   * may be writing into one.
   *
   * @return how many
   */
  default int forget(Collection<Stray> strays, Instant before) {
    return session()
        .doReturningWork(
            database -> {
              var workspaceIds = strays.stream().map(Stray::workspaceId).distinct().toList();
              var threadIds = strays.stream().map(Stray::threadId).distinct().toList();
              var mails = StrangersRows.lockMails(database, threadIds);
              var locked = StrangersRows.lockThreads(database, workspaceIds, threadIds);
              try (var threads =
                  database.prepareStatement(
                      "select t.id from messaging.thread t"
                          + " where t.workspace_id = any (?) and t.id = any (?) and "
                          + OF_STRANGERS
                          + """
                             and not exists (select from messaging.message_content c
                               where c.thread_id = t.id and c.message_id <> all (?))
                          """)) {
                SqlArrays.uuids(threads, 1, workspaceIds, id -> id);
                SqlArrays.uuids(threads, 2, locked, id -> id);
                threads.setObject(3, InboundRows.utc(before));
                SqlArrays.uuids(threads, 4, mails, id -> id);
                var doomed = StrangersRows.ids(threads);
                StrangersRows.delete(database, workspaceIds, doomed);
                return doomed.size();
              }
            });
  }
}
