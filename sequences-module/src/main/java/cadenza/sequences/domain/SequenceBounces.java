package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The latest hard bounces of each sequence. */
@Repository(dataStore = "sequences")
public interface SequenceBounces {
  StatelessSession session();

  /** Takes it down for the sequence of its enrollment; a repeat changes nothing. */
  default void note(UUID workspaceId, UUID enrollmentId, UUID messageId, Instant at) {
    session()
        .createNativeMutationQuery(
            """
            insert into sequences.sequence_bounce (workspace_id, sequence_id, message_id, bounced_at)
            select e.workspace_id, e.sequence_id, ?3, ?4 from sequences.enrollment e
             where e.workspace_id = ?1 and e.id = ?2
            on conflict do nothing
            """)
        .setParameter(1, workspaceId)
        .setParameter(2, enrollmentId)
        .setParameter(3, messageId)
        .setParameter(4, at.atOffset(ZoneOffset.UTC))
        .executeUpdate();
  }

  /** Sequences with bounces that nobody has judged yet. */
  default List<Key> open(int atMost) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select distinct workspace_id, sequence_id from sequences.sequence_bounce"
                          + " where not judged limit ?")) {
                statement.setInt(1, atMost);
                var open = new ArrayList<Key>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    open.add(
                        new Key(
                            Columns.uuid(row, "workspace_id"), Columns.uuid(row, "sequence_id")));
                  }
                }
                return open;
              }
            });
  }

  /** All that there are now; what comes later is judged later. Older ones than counted may go. */
  default void judged(UUID workspaceId, UUID sequenceId, int kept) {
    session()
        .createNativeMutationQuery(
            "update sequences.sequence_bounce set judged = true"
                + " where workspace_id = ?1 and sequence_id = ?2 and not judged")
        .setParameter(1, workspaceId)
        .setParameter(2, sequenceId)
        .executeUpdate();
    session()
        .createNativeMutationQuery(
            """
            delete from sequences.sequence_bounce where workspace_id = ?1 and sequence_id = ?2
              and judged and bounced_at < (
                select min(l.bounced_at) from (
                  select k.bounced_at from sequences.sequence_bounce k
                   where k.workspace_id = ?1 and k.sequence_id = ?2
                   order by k.bounced_at desc limit ?3) l)
            """)
        .setParameter(1, workspaceId)
        .setParameter(2, sequenceId)
        .setParameter(3, kept)
        .executeUpdate();
  }

  default Map<UUID, Instant> since(UUID workspaceId, UUID sequenceId, Instant since) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select message_id, bounced_at from sequences.sequence_bounce"
                          + " where workspace_id = ? and sequence_id = ? and bounced_at >= ?")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, sequenceId);
                Columns.instant(statement, 3, since);
                var bounces = new HashMap<UUID, Instant>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    var at = Columns.instant(row, "bounced_at");
                    if (at != null) {
                      bounces.put(Columns.uuid(row, "message_id"), at);
                    }
                  }
                }
                return bounces;
              }
            });
  }

  /** The enrollments of a sequence to which something was sent last. */
  default List<UUID> lastSentTo(UUID workspaceId, UUID sequenceId, Instant since, int atMost) {
    return session()
        .createNativeQuery(
            "select id from sequences.enrollment where workspace_id = ?1 and sequence_id = ?2"
                + " and last_sent_at >= ?3 order by last_sent_at desc limit ?4",
            UUID.class)
        .setParameter(1, workspaceId)
        .setParameter(2, sequenceId)
        .setParameter(3, since.atOffset(ZoneOffset.UTC))
        .setParameter(4, atMost)
        .getResultList();
  }

  /** Those of these enrollments that are a sequence's. */
  default Set<UUID> enrolledIn(UUID workspaceId, UUID sequenceId, Collection<UUID> enrollments) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select id from sequences.enrollment"
                          + " where workspace_id = ? and id = any (?) and sequence_id = ?")) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, List.copyOf(enrollments), id -> id);
                statement.setObject(3, sequenceId);
                var ids = new HashSet<UUID>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    ids.add(Columns.uuid(row, "id"));
                  }
                }
                return ids;
              }
            });
  }
}
