package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/**
 * The names under which providers pass our messages on where they replace the Message-ID: answers
 * refer to those. A provider says no more than the part before the at sign.
 */
@Repository(dataStore = "messaging")
public interface ProviderIds {
  StatelessSession session();

  /** Remembers the names that are not our own; most providers give none. */
  default void remember(List<Settlement> settled) {
    var named =
        settled.stream()
            .filter(one -> one.providerId() != null)
            .filter(
                one ->
                    !InboundRows.localPart(one.message().rfcMessageId()).equals(one.providerId()))
            .toList();
    if (named.isEmpty()) {
      return;
    }
    session()
        .doWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      insert into messaging.provider_message_id
                          (workspace_id, sender_account_id, message_id, provider_id)
                      select * from unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[])
                      on conflict do nothing
                      """)) {
                SqlArrays.uuids(statement, 1, named, one -> one.message().workspaceId());
                SqlArrays.uuids(statement, 2, named, one -> one.message().senderAccountId());
                SqlArrays.uuids(statement, 3, named, one -> one.message().id());
                SqlArrays.texts(statement, 4, named, Settlement::providerId);
                statement.executeUpdate();
              }
            });
  }

  /**
   * Our own Message-IDs for those of these ids that are a provider's names of messages of this
   * account.
   *
   * @param ids in angle brackets
   */
  default Map<String, String> ours(UUID workspaceId, UUID senderAccountId, List<String> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return session()
        .doReturningWork(
            database -> {
              try (var statement =
                  database.prepareStatement(
                      """
                      select i.id, c.rfc_message_id
                        from unnest(?::text[], ?::text[]) as i (id, provider_id)
                        join messaging.provider_message_id p using (provider_id)
                        join messaging.message_content c on c.message_id = p.message_id
                       where p.sender_account_id = ? and p.workspace_id = ?
                      """)) {
                SqlArrays.texts(statement, 1, ids, id -> id);
                SqlArrays.texts(statement, 2, ids, InboundRows::localPart);
                statement.setObject(3, senderAccountId);
                statement.setObject(4, workspaceId);
                var ours = new HashMap<String, String>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    ours.put(rows.getString(1), rows.getString(2));
                  }
                }
                return ours;
              }
            });
  }
}
