package cadenza.messaging.domain;

import cadenza.messaging.api.ThreadCategoryCard;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What a workspace calls its conversations beside what all workspaces do. */
@Repository(dataStore = "messaging")
public interface OwnCategories {
  StatelessSession session();

  /** By their keys. */
  default List<ThreadCategoryCard> of(UUID workspaceId) {
    return session()
        .doReturningWork(
            database ->
                OwnCategoryRows.cards(
                    database, " where workspace_id = ? order by key", workspaceId));
  }

  /** Nobody else changes or removes it before this transaction is over. */
  default Optional<ThreadCategoryCard> locked(UUID workspaceId, String key) {
    return session()
        .doReturningWork(
            database ->
                OwnCategoryRows.cards(
                    database, " where workspace_id = ? and key = ? for update", workspaceId, key))
        .stream()
        .findFirst();
  }

  /** Whether it is there; it stays until the transaction ends. */
  default boolean hold(UUID workspaceId, String key) {
    return !session()
        .doReturningWork(
            database ->
                OwnCategoryRows.cards(
                    database,
                    " where workspace_id = ? and key = ? for key share",
                    workspaceId,
                    key))
        .isEmpty();
  }

  default void add(ThreadCategoryCard card, Instant at) {
    session()
        .doWork(
            database ->
                OwnCategoryRows.change(
                    database,
                    "insert into messaging.own_category (workspace_id, key, title, created_at,"
                        + " updated_at, version) values (?, ?, ?, ?, ?, 0)",
                    card.workspaceId(),
                    card.key(),
                    card.title(),
                    InboundRows.utc(at),
                    InboundRows.utc(at)));
  }

  /** Of what was {@link #locked}. */
  default void rename(UUID workspaceId, String key, String title, Instant at) {
    session()
        .doWork(
            database ->
                OwnCategoryRows.change(
                    database,
                    "update messaging.own_category set title = ?, updated_at = ?,"
                        + " version = version + 1 where workspace_id = ? and key = ?",
                    title,
                    InboundRows.utc(at),
                    workspaceId,
                    key));
  }

  /** Of what was {@link #locked}. */
  default void remove(UUID workspaceId, String key) {
    session()
        .doWork(
            database ->
                OwnCategoryRows.change(
                    database,
                    "delete from messaging.own_category where workspace_id = ? and key = ?",
                    workspaceId,
                    key));
  }

  /** Whether a conversation is called that. */
  default boolean isInUse(UUID workspaceId, String key) {
    return session()
        .createNativeQuery(
            "select exists (select from messaging.thread where workspace_id = ?1"
                + " and category = ?2)",
            Boolean.class)
        .setParameter(1, workspaceId)
        .setParameter(2, key)
        .getSingleResult();
  }

  /** Changes to the categories of one workspace take turns. */
  default void takeTurns(UUID workspaceId) {
    session()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended('messaging.category ' || ?1, 0))"
                + " as text)",
            String.class)
        .setParameter(1, workspaceId.toString())
        .getSingleResult();
  }
}
