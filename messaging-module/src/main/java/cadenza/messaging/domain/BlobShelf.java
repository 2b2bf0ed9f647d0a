package cadenza.messaging.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.BlobCard;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Files that were uploaded and wait to be attached. */
@Repository(dataStore = "messaging")
public interface BlobShelf {
  StatelessSession session();

  default void store(UUID workspaceId, BlobCard card, byte[] content) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      with stored as (
                        insert into messaging.stored_file (id, workspace_id, content, look_at)
                        values (?, ?, ?, ?))
                      insert into messaging.blob (id, workspace_id, name, content_type, size,
                          expires_at)
                      values (?, ?, ?, ?, ?, ?)
                      """)) {
                statement.setObject(1, card.id());
                statement.setObject(2, workspaceId);
                statement.setBytes(3, content);
                statement.setObject(4, InboundRows.utc(card.expiresAt()));
                statement.setObject(5, card.id());
                statement.setObject(6, workspaceId);
                statement.setString(7, card.name());
                statement.setString(8, card.contentType());
                statement.setLong(9, card.size());
                statement.setObject(10, InboundRows.utc(card.expiresAt()));
                statement.executeUpdate();
              }
            });
  }

  /**
   * How many bytes wait in a workspace, a small file as 64 KiB; one upload of it at a time asks,
   * until it has ended.
   */
  default long stored(UUID workspaceId, Instant now) {
    session()
        .createNativeQuery(
            "select cast(pg_advisory_xact_lock(hashtextextended('messaging.blob ' || ?1, 0)) as text)",
            String.class)
        .setParameter(1, workspaceId.toString())
        .getSingleResult();
    return session()
        .createNativeQuery(
            "select coalesce(sum(greatest(size, 65536)), 0) from messaging.blob"
                + " where workspace_id = ?1 and expires_at > ?2",
            Long.class)
        .setParameter(1, workspaceId)
        .setParameter(2, InboundRows.utc(now))
        .getSingleResult();
  }

  /** Those of the ids that are there, in no order; held, so that none expires meanwhile. */
  default List<BlobCard> cards(UUID workspaceId, Collection<UUID> ids, Instant now) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select id, name, content_type, size, expires_at from messaging.blob"
                          + " where workspace_id = ? and id = any (?) and expires_at > ?"
                          + " order by id for key share")) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, ids, id -> id);
                statement.setObject(3, InboundRows.utc(now));
                var cards = new ArrayList<BlobCard>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    cards.add(
                        new BlobCard(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getString(3),
                            row.getLong(4),
                            Columns.time(row, 5)));
                  }
                }
                return cards;
              }
            });
  }

  /** Makes them a message's, in their order; what they hold is stored once for all messages. */
  default void attach(UUID workspaceId, UUID messageId, List<UUID> ids) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.attachment (id, workspace_id, message_id, position,
                          name, content_type, inline, size, file_id)
                      select f.id, b.workspace_id, ?, f.position - 1, b.name, b.content_type, false,
                             b.size, b.id
                        from unnest(?::uuid[], ?::uuid[]) with ordinality as f (id, blob, position)
                        join messaging.blob b on b.id = f.blob and b.workspace_id = ?
                      """)) {
                statement.setObject(1, messageId);
                SqlArrays.uuids(statement, 2, ids, id -> Ids.next());
                SqlArrays.uuids(statement, 3, ids, id -> id);
                statement.setObject(4, workspaceId);
                statement.executeUpdate();
              }
            });
  }

  /**
   * Throws away what has expired, and of the stored files those that no message has any more; the
   * others are looked at again a day later.
   */
  default void clear(Instant now, int atMost) {
    session()
        .createNativeMutationQuery(
            "delete from messaging.blob where (workspace_id, id) in ("
                + "select workspace_id, id from messaging.blob"
                + " where expires_at <= ?1 order by expires_at limit ?2 for update skip locked)")
        .setParameter(1, InboundRows.utc(now))
        .setParameter(2, atMost)
        .executeUpdate();
    session()
        .createNativeMutationQuery(
            """
            with due as materialized (
              select f.workspace_id, f.id,
                     exists (select from messaging.attachment a
                              where a.workspace_id = f.workspace_id and a.file_id = f.id)
                     or exists (select from messaging.blob b
                                 where b.workspace_id = f.workspace_id and b.id = f.id) as needed
                from messaging.stored_file f
               where f.look_at <= ?1 order by f.look_at limit ?2 for update of f skip locked),
            later as (
              update messaging.stored_file f
                 set look_at = cast(?1 as timestamptz) + interval '1 day'
                from due d where d.needed and f.workspace_id = d.workspace_id and f.id = d.id)
            delete from messaging.stored_file f
             using due d where not d.needed and f.workspace_id = d.workspace_id and f.id = d.id
            """)
        .setParameter(1, InboundRows.utc(now))
        .setParameter(2, atMost)
        .executeUpdate();
  }
}
