package cadenza.messaging.domain;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.AttachmentCard;
import jakarta.data.repository.Repository;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The files of mails, in either direction. */
@Repository(dataStore = "messaging")
public interface Attachments {
  /** What a letter takes along is stored once for all letters. */
  String STORED =
      " from messaging.attachment a left join messaging.stored_file f"
          + " on f.workspace_id = a.workspace_id and f.id = a.file_id";

  StatelessSession session();

  /**
   * @param attachments in the order of the mail
   */
  default void store(UUID workspaceId, UUID messageId, List<Attachment> attachments) {
    if (attachments.isEmpty()) {
      return;
    }
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "insert into messaging.attachment (id, workspace_id, message_id, position,"
                          + " name, content_type, inline, content_id, size, content)"
                          + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                int position = 0;
                for (var one : attachments) {
                  statement.setObject(1, Ids.next());
                  statement.setObject(2, workspaceId);
                  statement.setObject(3, messageId);
                  statement.setInt(4, position++);
                  statement.setString(5, one.name());
                  statement.setString(6, one.contentType());
                  statement.setBoolean(7, one.isInline());
                  InboundRows.setText(statement, 8, one.contentId());
                  var size = one.size();
                  if (size == null) {
                    statement.setNull(9, Types.BIGINT);
                  } else {
                    statement.setLong(9, size);
                  }
                  var content = one.content();
                  if (content == null) {
                    statement.setNull(10, Types.BINARY);
                  } else {
                    statement.setBytes(10, content);
                  }
                  statement.executeUpdate();
                }
              }
            });
  }

  /** By message, in the order of the mail. */
  default Map<UUID, List<AttachmentCard>> of(UUID workspaceId, Collection<UUID> messageIds) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select message_id, id, name, content_type, inline, content_id, size,"
                          + " content is not null or file_id is not null from messaging.attachment"
                          + " where message_id = any (?) and workspace_id = ?"
                          + " order by message_id, position")) {
                SqlArrays.uuids(statement, 1, messageIds, id -> id);
                statement.setObject(2, workspaceId);
                var found = new HashMap<UUID, List<AttachmentCard>>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    found
                        .computeIfAbsent(row.getObject(1, UUID.class), any -> new ArrayList<>())
                        .add(
                            new AttachmentCard(
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getString(4),
                                row.getBoolean(5),
                                row.getString(6),
                                Columns.longOrNull(row, 7),
                                row.getBoolean(8)));
                  }
                }
                return found;
              }
            });
  }

  /** The files of a mail that is about to leave, in its order. */
  default List<Attachment> toSend(UUID workspaceId, UUID messageId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select a.name, a.content_type, coalesce(a.content, f.content)"
                          + STORED
                          + " where a.message_id = ? and a.workspace_id = ?"
                          + " and coalesce(a.content, f.content) is not null"
                          + " order by a.position")) {
                statement.setObject(1, messageId);
                statement.setObject(2, workspaceId);
                var files = new ArrayList<Attachment>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    files.add(
                        Attachment.of(
                            row.getString(1), row.getString(2), false, null, row.getBytes(3)));
                  }
                }
                return files;
              }
            });
  }

  /** What is kept of the file; empty where nothing is. */
  default Optional<byte[]> content(UUID workspaceId, UUID messageId, UUID attachmentId) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      "select coalesce(a.content, f.content)"
                          + STORED
                          + " where a.workspace_id = ? and a.id = ? and a.message_id = ?"
                          + " and coalesce(a.content, f.content) is not null")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, attachmentId);
                statement.setObject(3, messageId);
                try (var row = statement.executeQuery()) {
                  return row.next() ? Optional.of(row.getBytes(1)) : Optional.<byte[]>empty();
                }
              }
            });
  }
}
