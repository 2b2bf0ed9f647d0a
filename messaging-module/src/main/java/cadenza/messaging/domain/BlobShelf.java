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
                      "insert into messaging.blob (id, workspace_id, name, content_type, size,"
                          + " content, expires_at) values (?, ?, ?, ?, ?, ?, ?)")) {
                statement.setObject(1, card.id());
                statement.setObject(2, workspaceId);
                statement.setString(3, card.name());
                statement.setString(4, card.contentType());
                statement.setLong(5, card.size());
                statement.setBytes(6, content);
                statement.setObject(7, InboundRows.utc(card.expiresAt()));
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

  /** Copies them to a message, in their order; they may be attached to another one, too. */
  default void attach(UUID workspaceId, UUID messageId, List<UUID> ids) {
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.attachment (id, workspace_id, message_id, position,
                          name, content_type, inline, size, content)
                      select f.id, b.workspace_id, ?, f.position - 1, b.name, b.content_type, false,
                             b.size, b.content
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

  /** Throws away what has expired. */
  default int clear(Instant now, int atMost) {
    return session()
        .createNativeMutationQuery(
            "delete from messaging.blob where (workspace_id, id) in ("
                + "select workspace_id, id from messaging.blob"
                + " where expires_at <= ?1 order by expires_at limit ?2 for update skip locked)")
        .setParameter(1, InboundRows.utc(now))
        .setParameter(2, atMost)
        .executeUpdate();
  }
}
