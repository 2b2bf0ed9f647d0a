package cadenza.access.domain;

import cadenza.access.api.ApprovalDecided;
import cadenza.access.api.ApprovalStatus;
import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The requests of all workspaces that wait, or waited, for somebody's word. */
@Repository(dataStore = "access")
public interface Approvals {
  @Insert
  void add(Approval approval);

  @Update
  void update(Approval approval);

  @Query("from Approval where workspaceId = :workspaceId and id = :id")
  Optional<Approval> with(UUID workspaceId, UUID id);

  /** Nobody else decides it until the end of the transaction. */
  default Optional<Approval> locked(UUID workspaceId, UUID id) {
    return session()
        .createSelectionQuery(
            "from Approval where workspaceId = :workspaceId and id = :id", Approval.class)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
        .uniqueResultOptional();
  }

  /**
   * Newest first.
   *
   * @param inboxId those of tokens bound to it; null for all
   * @param status null for all
   */
  default List<ListedApproval> page(
      UUID workspaceId,
      @Nullable UUID inboxId,
      @Nullable ApprovalStatus status,
      Instant now,
      @Nullable UUID after,
      int atMost) {
    var query =
        session()
            .createSelectionQuery(
                "from ListedApproval where workspaceId = :workspaceId"
                    + (inboxId == null ? "" : " and inboxId = :inboxId")
                    + (status == null ? "" : condition(status))
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                ListedApproval.class)
            .setParameter("workspaceId", workspaceId)
            .setMaxResults(atMost);
    if (inboxId != null) {
      query.setParameter("inboxId", inboxId);
    }
    if (status == ApprovalStatus.PENDING || status == ApprovalStatus.EXPIRED) {
      query.setParameter("now", now);
    }
    if (after != null) {
      query.setParameter("after", after);
    }
    return query.getResultList();
  }

  /** As {@link Approval#status} tells it, whether the clearing up has come by or not. */
  default String condition(ApprovalStatus status) {
    return switch (status) {
      case PENDING -> " and state = PENDING and expiresAt > :now";
      case APPROVED -> " and state = APPROVED";
      case REFUSED -> " and state = REFUSED";
      case EXPIRED -> " and (state = EXPIRED or state = PENDING and expiresAt <= :now)";
    };
  }

  /** How many a token has that wait, counted up to a number. */
  default int pendingOf(UUID workspaceId, UUID tokenId, Instant now, int upTo) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select count(*) from (select from access.approval where workspace_id = ?"
                          + " and token_id = ? and state = 'PENDING' and expires_at > ?"
                          + " limit ?) waiting")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, tokenId);
                statement.setObject(3, now.atOffset(ZoneOffset.UTC));
                statement.setInt(4, upTo);
                try (var row = statement.executeQuery()) {
                  row.next();
                  return row.getInt(1);
                }
              }
            });
  }

  /**
   * Some of those whose time is up are refused.
   *
   * @param workspaceId of a test workspace, which lives by a clock of its own; null for the others
   */
  default List<ApprovalDecided> expire(@Nullable UUID workspaceId, Instant now, int atMost) {
    return session()
        .doReturningWork(
            connection -> ApprovalStatements.expire(connection, workspaceId, now, atMost));
  }

  /**
   * Puts a word that means nobody in the place of each of these, in upper case or lower: what is
   * left of a request for many is done for the others.
   */
  default void erase(UUID workspaceId, List<String> mentions) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      update access.approval a
                      set request = regexp_replace(a.request, '"(' || m.words || ')"', '"erased"', 'gi'),
                        reaches = regexp_replace(a.reaches, '"(' || m.words || ')"', '"erased"', 'gi'),
                        reason = case when a.reason ~* m.words then null else a.reason end,
                        version = a.version + 1
                      from (select string_agg(regexp_replace(w, '([^a-zA-Z0-9@_])', '\\\\\\1', 'g'),
                          '|' order by length(w) desc) as words
                        from unnest(?::text[]) as w) m
                      where a.workspace_id = ?
                        and (a.request ~* m.words or a.reaches ~* m.words or a.reason ~* m.words)
                      """)) {
                SqlArrays.texts(statement, 1, mentions, text -> text);
                statement.setObject(2, workspaceId);
                statement.executeUpdate();
              }
            });
  }

  /** Some of those that were over before an instant. */
  default int forgetOver(Instant before) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "delete from access.approval where ctid = any (array(select ctid"
                          + " from access.approval where expires_at < ? and state <> 'PENDING'"
                          + " order by expires_at limit 100 for update skip locked))")) {
                statement.setObject(1, before.atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
              }
            });
  }

  StatelessSession session();
}
