package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Conversations that nobody is in but who began them, and that concern nobody any more. */
@Repository(dataStore = "messaging")
public interface StrangersMail {
  /** A mail that may be nobody's, and where it stands. */
  record Stray(UUID messageId, UUID workspaceId, UUID threadId) {}

  /** Somebody who has written into a thread. */
  record Writer(UUID workspaceId, UUID threadId, String address) {}

  /**
   * Of what is in our rows: whose contact is known, whom we have written to, who is somebody's to
   * care for, or who has written since, is no stranger; nor is a server that reported of a message
   * of ours.
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
   * The oldest first.
   *
   * @param before what came in later, or was looked at later, is left out
   */
  default List<Stray> strays(Instant before, int atMost) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select i.message_id, c.workspace_id, c.thread_id
                        from messaging.inbound_mail i
                        join messaging.message_content c on c.message_id = i.message_id
                       where i.stray_since < ? order by i.stray_since limit ?
                      """)) {
                statement.setObject(1, InboundRows.utc(before));
                statement.setInt(2, atMost);
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

  /** Who has written into these threads. */
  default List<Writer> writers(Collection<Stray> strays) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select distinct c.workspace_id, c.thread_id, c.from_address
                        from messaging.message_content c
                       where c.thread_id = any (?) and c.received_at is not null
                         and c.from_address <> ''
                      """)) {
                SqlArrays.uuids(statement, 1, StrangersRows.threadIds(strays), id -> id);
                var writers = new ArrayList<Writer>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    writers.add(
                        new Writer(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getString(3)));
                  }
                }
                return writers;
              }
            });
  }

  /**
   * Of these threads those of strangers are deleted with all that stands in them; one that somebody
   * holds is left for another time. What they are is asked when they are locked: before, somebody
   * may be writing into one. The others are strays from now on, or never again.
   *
   * @param ofContacts threads that somebody known has written into
   * @return how many were deleted
   */
  default int forget(
      Collection<Stray> strays, Collection<UUID> ofContacts, Instant before, Instant now) {
    return session()
        .doReturningWork(
            database -> {
              var workspaceIds = strays.stream().map(Stray::workspaceId).distinct().toList();
              var threadIds = StrangersRows.threadIds(strays);
              var mails = StrangersRows.lockMails(database, threadIds);
              var locked = StrangersRows.lockThreads(database, workspaceIds, threadIds);
              try (var threads =
                  database.prepareStatement(
                      "select t.id from messaging.thread t"
                          + " where t.workspace_id = any (?) and t.id = any (?)"
                          + " and t.id <> all (?) and "
                          + OF_STRANGERS
                          + """
                             and not exists (select from messaging.message_content c
                               where c.thread_id = t.id and c.message_id <> all (?))
                          """)) {
                SqlArrays.uuids(threads, 1, workspaceIds, id -> id);
                SqlArrays.uuids(threads, 2, locked, id -> id);
                SqlArrays.uuids(threads, 3, ofContacts, id -> id);
                threads.setObject(4, InboundRows.utc(before));
                SqlArrays.uuids(threads, 5, mails, id -> id);
                var doomed = StrangersRows.ids(threads);
                StrangersRows.delete(database, workspaceIds, doomed);
                var seen = strays.stream().map(Stray::messageId).filter(mails::contains).toList();
                StrangersRows.putOff(database, seen, locked, now);
                return doomed.size();
              }
            });
  }
}
