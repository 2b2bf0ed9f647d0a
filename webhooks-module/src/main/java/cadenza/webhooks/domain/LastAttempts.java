package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.webhooks.api.DeliveryLog.AttemptCard;
import jakarta.data.repository.Repository;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What came of deliveries when they were last tried. */
@Repository(dataStore = "webhooks")
public interface LastAttempts {
  default Map<UUID, AttemptCard> of(UUID workspaceId, Collection<UUID> deliveryIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select distinct on (delivery_id) delivery_id, number, started_at,
                        duration_millis, status, error, response_headers, response_body, by_hand
                      from webhooks.delivery_attempt
                      where workspace_id = ? and delivery_id = any(?::uuid[])
                      order by delivery_id, number desc
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, deliveryIds, id -> id);
                var found = new HashMap<UUID, AttemptCard>();
                try (var row = statement.executeQuery()) {
                  while (row.next()) {
                    found.put(
                        row.getObject(1, UUID.class),
                        new AttemptCard(
                            row.getInt(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getInt(4),
                            row.getObject(5, Integer.class),
                            row.getString(6),
                            row.getString(7),
                            row.getString(8),
                            row.getBoolean(9)));
                  }
                }
                return found;
              }
            });
  }

  StatelessSession session();
}
