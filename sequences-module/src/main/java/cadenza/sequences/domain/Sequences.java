package cadenza.sequences.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The sequences and their versions. */
@Repository(dataStore = "sequences")
public interface Sequences {
  StatelessSession session();

  @Insert
  void add(Sequence sequence);

  @Update
  void update(Sequence sequence);

  @Insert
  void add(SequenceVersion version);

  @Insert
  void addSteps(List<PublishedStep> steps);

  @Query("from Sequence where workspaceId = :workspaceId and id = :id")
  Optional<Sequence> withId(UUID workspaceId, UUID id);

  @Query("from Sequence where workspaceId = :workspaceId and id in :ids")
  List<Sequence> allWith(UUID workspaceId, Collection<UUID> ids);

  @Query("from SequenceVersion where workspaceId = :workspaceId and id = :id")
  Optional<SequenceVersion> version(UUID workspaceId, UUID id);

  @Query(
      "from PublishedStep where workspaceId = :workspaceId and versionId = :versionId order by number")
  List<PublishedStep> stepsOf(UUID workspaceId, UUID versionId);

  /** For a change of its state: waits for batches that are reading it. */
  default Optional<Sequence> locked(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Sequence where workspaceId = :workspace and id = :id", Sequence.class)
        .setParameter("workspace", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /**
   * As {@link #pausedAmong} keeps it: neither paused nor resumed before the end of the transaction.
   */
  default Optional<Sequence> kept(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Sequence where workspaceId = :workspace and id = :id", Sequence.class)
        .setParameter("workspace", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_READ)
        .uniqueResultOptional();
  }

  default Optional<Sequence> adHoc(UUID workspaceId, String adHocKey) {
    return session()
        .createSelectionQuery(
            "from Sequence where workspaceId = :workspace and adHocKey = :key", Sequence.class)
        .setParameter("workspace", workspaceId)
        .setParameter("key", adHocKey)
        .uniqueResultOptional();
  }

  /** Two that ask for the same ad-hoc series at once go one after the other. */
  default void serialize(String adHocKey) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_advisory_xact_lock(hashtextextended(?, 7))")) {
                statement.setString(1, adHocKey);
                statement.executeQuery().close();
              }
            });
  }

  /** Newest first; ad-hoc series are left out. */
  default List<Sequence> list(
      UUID workspaceId, @Nullable UUID senderAccountId, @Nullable UUID before, int atMost) {
    var query =
        session()
            .createSelectionQuery(
                "from Sequence where workspaceId = :workspace and adHocKey is null"
                    + (senderAccountId == null ? "" : " and senderAccountId = :sender")
                    + (before == null ? "" : " and id < :before")
                    + " order by id desc",
                Sequence.class)
            .setParameter("workspace", workspaceId)
            .setMaxResults(atMost);
    if (senderAccountId != null) {
      query.setParameter("sender", senderAccountId);
    }
    if (before != null) {
      query.setParameter("before", before);
    }
    return query.getResultList();
  }

  /**
   * Those of these that are paused. They stay as they are until the transaction ends: whoever
   * pauses one waits for the batch, and the batches after it know.
   */
  default Set<UUID> pausedAmong(List<Enrollments.Key> sequences) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select id, status from sequences.sequence
                      where (workspace_id, id) in (select * from unnest(?::uuid[], ?::uuid[]))
                      order by id for share
                      """)) {
                SqlArrays.uuids(statement, 1, sequences, Enrollments.Key::workspaceId);
                SqlArrays.uuids(statement, 2, sequences, Enrollments.Key::id);
                try (ResultSet row = statement.executeQuery()) {
                  var paused = new HashSet<UUID>();
                  while (row.next()) {
                    if (row.getString("status").equals("PAUSED")) {
                      paused.add(Columns.uuid(row, "id"));
                    }
                  }
                  return paused;
                }
              }
            });
  }

  /** The plan of a version, read and parsed. */
  default Optional<Plan> plan(UUID workspaceId, UUID versionId) {
    return version(workspaceId, versionId)
        .map(version -> version.plan(new ArrayList<>(stepsOf(workspaceId, versionId))));
  }
}
