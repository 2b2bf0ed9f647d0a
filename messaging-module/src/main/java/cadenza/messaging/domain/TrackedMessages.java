package cadenza.messaging.domain;

import jakarta.data.repository.Repository;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Messages that tell of their being read. */
@Repository(dataStore = "messaging")
public interface TrackedMessages {
  StatelessSession session();

  /**
   * The HTML of a message as its author wrote it; empty where nothing of it is there any more.
   *
   * @param domain which host was asked; one that is another workspace's finds nothing. Null where
   *     that is not to be looked up
   */
  default Optional<String> htmlOf(UUID messageId, @Nullable String domain) {
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select c.body_html from messaging.message_content c
                       where c.message_id = ? and c.trackable and c.body_html is not null
                         and (not exists (
                             select from messaging.mail_settings s where s.tracking_domain = ?)
                           or exists (
                             select from messaging.mail_settings s where s.tracking_domain = ?
                               and s.workspace_id = c.workspace_id))
                      """)) {
                statement.setObject(1, messageId);
                statement.setString(2, domain);
                statement.setString(3, domain);
                try (var row = statement.executeQuery()) {
                  return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
              }
            });
  }
}
