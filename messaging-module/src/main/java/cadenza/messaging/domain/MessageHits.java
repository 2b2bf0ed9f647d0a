package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.Conversations.HitCount;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** How often messages were opened and their links followed; some statements for many hits. */
@Repository(dataStore = "messaging")
public interface MessageHits {
  /** What stands there now, of one message, kind and link, by people. */
  record Total(
      UUID messageId, HitKind kind, String link, Instant first, Instant last, long count) {}

  StatelessSession session();

  /**
   * What is known of these messages, which stay as they are until the transaction ends: nobody
   * forgets a contact meanwhile. Those that are forgotten already are absent.
   *
   * @param followed those of them whose links are needed
   */
  default Map<UUID, HitMessage> messages(Collection<UUID> messageIds, Set<UUID> followed) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select m.id, m.workspace_id, m.sender_account_id, m.enrollment_id,
                             m.step_number, c.contact_id, c.thread_id,
                             case when m.status = 'UNKNOWN' then m.begun_at else m.accepted_at end,
                             (select max(h.last_at) from messaging.message_hit h
                               where h.message_id = m.id and h.kind = 'TRAP'),
                             case when asked.followed then c.body_html end
                        from unnest(?::uuid[], ?::bool[]) as asked (id, followed)
                        join messaging.message m on m.id = asked.id
                        join messaging.message_content c on c.message_id = m.id
                       where c.trackable and c.body_html is not null
                       order by m.id
                         for share of m, c
                      """)) {
                SqlArrays.uuids(statement, 1, messageIds, id -> id);
                SqlArrays.flags(statement, 2, messageIds, followed::contains);
                var found = new HashMap<UUID, HitMessage>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    var message = HitRows.message(row);
                    found.put(message.id(), message);
                  }
                }
                return found;
              }
            });
  }

  /** How often each link of a message was followed, by the hexadecimal form of its digest. */
  default Map<String, HitCount> clicks(UUID workspaceId, UUID messageId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select link, min(first_at) filter (where seen_as = 'PERSON'),
                             max(last_at) filter (where seen_as = 'PERSON'),
                             coalesce(sum(total) filter (where seen_as = 'PERSON'), 0),
                             coalesce(sum(total) filter (where seen_as <> 'PERSON'), 0)
                        from messaging.message_hit
                       where message_id = ? and workspace_id = ? and kind = 'CLICK'
                       group by link
                      """)) {
                statement.setObject(1, messageId);
                statement.setObject(2, workspaceId);
                var clicks = new HashMap<String, HitCount>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    clicks.put(row.getString(1), HitRows.count(row));
                  }
                }
                return clicks;
              }
            });
  }

  /** Which workspaces have these domains. */
  default Map<String, Set<UUID>> holders(Collection<String> domains) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select tracking_domain, workspace_id from messaging.mail_settings"
                          + " where tracking_domain = any (?)")) {
                SqlArrays.texts(statement, 1, domains, domain -> domain);
                var holders = new HashMap<String, Set<UUID>>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    holders
                        .computeIfAbsent(row.getString(1), any -> new HashSet<>())
                        .add(row.getObject(2, UUID.class));
                  }
                }
                return holders;
              }
            });
  }

  /**
   * Adds these to what is there, with one statement.
   *
   * @param hits of messages that are locked
   * @return what people have done by now, of what was added to
   */
  default List<Total> add(Collection<Hit> hits, Map<UUID, HitMessage> messages) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with added as (
                        insert into messaging.message_hit as h (message_id, kind, link, seen_as,
                            workspace_id, first_at, last_at, total)
                        select message_id, kind, link, seen_as, workspace_id, min(first_at),
                               max(last_at), sum(count)
                          from unnest(?::uuid[], ?, ?, ?, ?::uuid[], ?::timestamptz[],
                                 ?::timestamptz[], ?::bigint[])
                            as i (message_id, kind, link, seen_as, workspace_id, first_at, last_at,
                              count)
                         group by 1, 2, 3, 4, 5
                         order by 1, 2, 3, 4
                        on conflict (message_id, kind, link, seen_as) do update
                           set first_at = least(h.first_at, excluded.first_at),
                               last_at = greatest(h.last_at, excluded.last_at),
                               total = h.total + excluded.total
                        returning message_id, kind, link, seen_as, first_at, last_at, total
                      )
                      select message_id, kind, link, first_at, last_at, total from added
                       where seen_as = 'PERSON' order by last_at, message_id, kind, link
                      """)) {
                int i = 0;
                SqlArrays.uuids(statement, ++i, hits, Hit::messageId);
                SqlArrays.texts(statement, ++i, hits, hit -> hit.kind().name());
                SqlArrays.texts(statement, ++i, hits, Hit::link);
                SqlArrays.texts(statement, ++i, hits, hit -> hit.seenAs().name());
                SqlArrays.uuids(
                    statement, ++i, hits, hit -> HitRows.of(hit, messages).workspaceId());
                SqlArrays.instants(statement, ++i, hits, Hit::first);
                SqlArrays.instants(statement, ++i, hits, Hit::last);
                SqlArrays.texts(statement, ++i, hits, hit -> Long.toString(hit.count()));
                var totals = new ArrayList<Total>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    totals.add(HitRows.total(row));
                  }
                }
                return totals;
              }
            });
  }
}
