package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The limits of whole workspaces, and what their messages have used of them. Whoever reserves holds
 * the workspace's settings until his messages are committed.
 */
@Repository(dataStore = "messaging")
public interface PaceBook {
  /** A recipient domain of a workspace. */
  record Place(UUID workspaceId, String domain) {}

  /** A message that is about to be queued. */
  record Reservation(Place place, UUID messageId, boolean test) {}

  /** Up to when the times at a domain are given. */
  record LineEnd(Place place, Instant at) {}

  StatelessSession session();

  /**
   * Waits for whoever is about to queue for an account of the workspace, and keeps others from it:
   * what new limits count is there then. Accounts are locked before limits.
   */
  default void holdAccounts(UUID workspaceId) {
    session()
        .createNativeQuery(
            "select 1 from messaging.sender_account where workspace_id = ?1"
                + " order by id for no key update",
            Integer.class)
        .setParameter(1, workspaceId)
        .getResultList();
  }

  /** Of these workspaces those that have limits and are held by nobody else; held from now on. */
  default List<PaceLimits> lockFree(Collection<UUID> workspaceIds) {
    return PaceRows.limits(session(), workspaceIds, " for no key update skip locked");
  }

  /** Of these workspaces those that have limits; waits for whoever holds them. */
  default List<PaceLimits> locked(Collection<UUID> workspaceIds) {
    return PaceRows.limits(session(), workspaceIds, " for no key update");
  }

  default Optional<PaceLimits> limits(UUID workspaceId) {
    return PaceRows.limits(session(), List.of(workspaceId), "").stream().findFirst();
  }

  /** What all accounts of a workspace have sent in a day, or are about to. */
  default WorkspaceRoom room(UUID workspaceId, int limit, Instant now) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select coalesce(sum(o.open), 0), coalesce(sum(s.sent), 0), min(s.oldest)
                        from messaging.sender_account a
                        cross join lateral (
                          select count(*) filter (where m.status <> 'UNKNOWN'
                                   or m.begun_at > ?::timestamptz - interval '24 hours') as open
                            from messaging.message m
                           where m.sender_account_id = a.id and m.open) o
                        cross join lateral (
                          select count(*) as sent, min(m.accepted_at) as oldest
                            from messaging.message m
                           where m.sender_account_id = a.id
                             and m.accepted_at > ?::timestamptz - interval '24 hours') s
                       where a.workspace_id = ?
                      """)) {
                var time = now.atOffset(ZoneOffset.UTC);
                statement.setObject(1, time);
                statement.setObject(2, time);
                statement.setObject(3, workspaceId);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return new WorkspaceRoom(
                      limit, row.getLong(1), row.getLong(2), Columns.timeOrNull(row, 3));
                }
              }
            });
  }

  /** What there is still room for at each of these places. */
  default Map<Place, RecipientRoom> rooms(Map<Place, PaceLimits> places, Instant now) {
    return session().doReturningWork(database -> PaceRows.rooms(database, places, now));
  }

  default void reserve(List<Reservation> reservations, Instant now) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.recipient_pace (workspace_id, domain, message_id,
                          reserved_at, test)
                      select r.workspace_id, r.domain, r.message_id, ?::timestamptz, r.test
                        from unnest(?::uuid[], ?::text[], ?::uuid[], ?::bool[])
                          as r (workspace_id, domain, message_id, test)
                      on conflict do nothing
                      """)) {
                statement.setObject(1, now.atOffset(ZoneOffset.UTC));
                SqlArrays.uuids(statement, 2, reservations, one -> one.place().workspaceId());
                SqlArrays.texts(statement, 3, reservations, one -> one.place().domain());
                SqlArrays.uuids(statement, 4, reservations, Reservation::messageId);
                SqlArrays.flags(statement, 5, reservations, Reservation::test);
                statement.executeUpdate();
              }
            });
  }

  default void moveLines(List<LineEnd> ends) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.recipient_line as l (workspace_id, domain, ends_at)
                      select * from unnest(?::uuid[], ?::text[], ?::timestamptz[])
                      on conflict (workspace_id, domain) do update set ends_at = excluded.ends_at
                      """)) {
                SqlArrays.uuids(statement, 1, ends, end -> end.place().workspaceId());
                SqlArrays.texts(statement, 2, ends, end -> end.place().domain());
                SqlArrays.instants(statement, 3, ends, LineEnd::at);
                statement.executeUpdate();
              }
            });
  }

  /** The times that were given are taken back. */
  default void dissolveLines(UUID workspaceId) {
    session()
        .createNativeMutationQuery("delete from messaging.recipient_line where workspace_id = ?1")
        .setParameter(1, workspaceId)
        .executeUpdate();
  }

  /** What was sent in the last day, and what is about to be: limits that are new count it. */
  default void takeDown(UUID workspaceId, Instant now) {
    session()
        .createNativeMutationQuery(
            """
            insert into messaging.recipient_pace (workspace_id, domain, message_id, reserved_at,
                test)
            select distinct m.workspace_id, lower(split_part(r.address, '@', 2)), m.id,
                   cast(?2 as timestamptz), m.test
              from messaging.sender_account a
              cross join lateral (
                select o.id, o.workspace_id, o.test from messaging.message o
                 where o.sender_account_id = a.id and o.open
                union all
                select s.id, s.workspace_id, s.test from messaging.message s
                 where s.sender_account_id = a.id and s.accepted_at > ?3) m
              join messaging.message_content c on c.message_id = m.id
              cross join lateral (
                select c.to_address as address
                union
                select unnest(string_to_array(
                  concat_ws(' ', c.cc_addresses, c.bcc_addresses), ' '))) r
             where a.workspace_id = ?1
            on conflict do nothing
            """)
        .setParameter(1, workspaceId)
        .setParameter(2, now.atOffset(ZoneOffset.UTC))
        .setParameter(3, now.minus(RecipientRoom.DAY).atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  /** The same for test workspaces, whose own latest reservation tells their time. */
  default int forgetTests(int atMost) {
    return session()
        .createNativeMutationQuery(
            """
            delete from messaging.recipient_pace p
             using (
               select l.workspace_id, l.domain, l.message_id
                 from (select workspace_id, max(reserved_at) - interval '24 hours' as day
                         from messaging.recipient_pace where test group by workspace_id) w
                 join messaging.recipient_pace l
                   on l.workspace_id = w.workspace_id and l.test and l.reserved_at < w.day
                 left join messaging.message m on m.id = l.message_id
                where m.id is null or not m.open
                  and (m.accepted_at is null or m.accepted_at < w.day)
                limit ?1 for update of l skip locked) o
             where p.workspace_id = o.workspace_id and p.domain = o.domain
               and p.message_id = o.message_id
            """)
        .setParameter(1, atMost)
        .executeUpdate();
  }

  /** Forgets some of what counts no more. Times of test workspaces are not the database's. */
  default int forget(int atMost) {
    session()
        .createNativeMutationQuery(
            """
            delete from messaging.recipient_line where ctid = any (array(
              select ctid from messaging.recipient_line
               where ends_at < now() - interval '1 day' limit ?1))
            """)
        .setParameter(1, atMost)
        .executeUpdate();
    return session()
        .createNativeMutationQuery(
            """
            delete from messaging.recipient_pace p
             using (
               select l.workspace_id, l.domain, l.message_id
                 from messaging.recipient_pace l
                 left join messaging.message m on m.id = l.message_id
                where not l.test and l.reserved_at < now() - interval '24 hours'
                  and (m.id is null or not m.open
                    and (m.accepted_at is null
                      or m.accepted_at < now() - interval '24 hours'))
                order by l.reserved_at limit ?1 for update of l skip locked) o
             where p.workspace_id = o.workspace_id and p.domain = o.domain
               and p.message_id = o.message_id
            """)
        .setParameter(1, atMost)
        .executeUpdate();
  }
}
