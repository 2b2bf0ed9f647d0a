package cadenza.webhooks.domain;

import jakarta.data.repository.Repository;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Whole numbers that stand for ids, in the words of Reply.io. */
@Repository(dataStore = "webhooks")
public interface ReplyNumbers {
  /**
   * What has a number.
   *
   * @param kind each counts by itself in each workspace
   */
  record Thing(String kind, UUID id) {}

  /**
   * The numbers of these, from 1; who has none yet gets the next one of its kind. Those who give
   * numbers in a workspace take turns until their transactions end.
   */
  default Map<Thing, Integer> of(UUID workspaceId, Collection<Thing> things) {
    return session()
        .doReturningWork(
            connection -> {
              var known = ReplyNumberStatements.known(connection, workspaceId, things);
              if (known.size() == things.size()) {
                return known;
              }
              ReplyNumberStatements.takeTurn(connection, workspaceId);
              ReplyNumberStatements.give(connection, workspaceId, things);
              return ReplyNumberStatements.known(connection, workspaceId, things);
            });
  }

  /** Who opened these endpoints, where that is known. */
  default Map<UUID, UUID> owners(UUID workspaceId, Collection<UUID> endpointIds) {
    return session()
        .doReturningWork(
            connection -> ReplyNumberStatements.owners(connection, workspaceId, endpointIds));
  }

  StatelessSession session();
}
