package cadenza.webhooks.domain;

import cadenza.kernel.api.SqlArrays;
import jakarta.data.repository.Repository;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Counts of sequences; only who holds the feed of their workspace reads and writes them. */
@Repository(dataStore = "webhooks")
public interface InboxCampaigns {
  /** Those of these sequences that were counted before. */
  default Map<UUID, InboxCampaign> of(UUID workspaceId, Collection<UUID> sequenceIds) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      select sequence_id, targets, contacted, replies, started_at, paused_at,
                        completed_at
                      from webhooks.inbox_campaign
                      where workspace_id = ? and sequence_id = any (?::uuid[])
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, sequenceIds, id -> id);
                var campaigns = new HashMap<UUID, InboxCampaign>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    var id = rows.getObject(1, UUID.class);
                    campaigns.put(
                        id,
                        new InboxCampaign(
                            id,
                            rows.getLong(2),
                            rows.getLong(3),
                            rows.getLong(4),
                            DeliveryStatements.instant(rows, 5),
                            DeliveryStatements.instant(rows, 6),
                            DeliveryStatements.instant(rows, 7)));
                  }
                }
                return campaigns;
              }
            });
  }

  default void write(UUID workspaceId, Collection<InboxCampaign> campaigns) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      """
                      insert into webhooks.inbox_campaign (workspace_id, sequence_id, targets,
                        contacted, replies, started_at, paused_at, completed_at)
                      select ?, c.* from unnest(?::uuid[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::timestamptz[], ?::timestamptz[], ?::timestamptz[]) c
                      on conflict (workspace_id, sequence_id) do update set
                        targets = excluded.targets, contacted = excluded.contacted,
                        replies = excluded.replies, started_at = excluded.started_at,
                        paused_at = excluded.paused_at, completed_at = excluded.completed_at
                      """)) {
                statement.setObject(1, workspaceId);
                SqlArrays.uuids(statement, 2, campaigns, InboxCampaign::sequenceId);
                SqlArrays.longs(statement, 3, campaigns, InboxCampaign::targets);
                SqlArrays.longs(statement, 4, campaigns, InboxCampaign::contacted);
                SqlArrays.longs(statement, 5, campaigns, InboxCampaign::replies);
                SqlArrays.instants(statement, 6, campaigns, InboxCampaign::startedAt);
                SqlArrays.instants(statement, 7, campaigns, InboxCampaign::pausedAt);
                SqlArrays.instants(statement, 8, campaigns, InboxCampaign::completedAt);
                statement.executeUpdate();
              }
            });
  }

  StatelessSession session();
}
