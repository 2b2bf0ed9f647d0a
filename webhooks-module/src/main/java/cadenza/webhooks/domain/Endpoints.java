package cadenza.webhooks.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** The endpoints, and what they are subscribed to. */
@Repository(dataStore = "webhooks")
public interface Endpoints {
  @Insert
  void add(Endpoint endpoint);

  @Update
  void update(Endpoint endpoint);

  @Query("from Endpoint where workspaceId = :workspaceId and id = :id")
  Optional<Endpoint> withId(UUID workspaceId, UUID id);

  default List<Endpoint> page(UUID workspaceId, UUID after, int atMost) {
    return session()
        .createSelectionQuery(
            "from Endpoint where workspaceId = :workspace and id > :after and status <> DELETED"
                + " order by id",
            Endpoint.class)
        .setParameter("workspace", workspaceId)
        .setParameter("after", after)
        .setMaxResults(atMost)
        .getResultList();
  }

  /** The next whole number in the workspace; its relay is held. */
  default int nextNumber(UUID workspaceId) {
    return session()
        .createSelectionQuery(
            "select coalesce(max(number), 0) + 1 from Endpoint where workspaceId = :workspace",
            Integer.class)
        .setParameter("workspace", workspaceId)
        .getSingleResult();
  }

  /**
   * Keeps the relay of the workspace and its feeds still until the transaction ends, so that each
   * event is told either before the change that follows or after it. Comes before every change of
   * an endpoint.
   */
  default void holdRelay(UUID workspaceId) {
    session()
        .doWork(
            connection -> {
              try (var known =
                      connection.prepareStatement(
                          "insert into webhooks.counter values (?, 0) on conflict do nothing");
                  var lock =
                      connection.prepareStatement(
                          "select 1 from webhooks.counter where workspace_id = ? for update");
                  var feeds =
                      connection.prepareStatement(
                          "select 1 from webhooks.feed where workspace_id = ?"
                              + " order by format for update")) {
                known.setObject(1, workspaceId);
                known.executeUpdate();
                lock.setObject(1, workspaceId);
                lock.execute();
                feeds.setObject(1, workspaceId);
                feeds.execute();
              }
            });
  }

  /** Ends what the endpoint listens to, and begins what it listens to now, if it is enabled. */
  default void subscribe(Endpoint endpoint) {
    session()
        .doWork(
            connection -> {
              SubscriptionStatements.endSubscription(connection, endpoint);
              if (endpoint.enabled()) {
                SubscriptionStatements.beginSubscription(connection, endpoint);
                if (!endpoint.format().equals(Endpoint.STANDARD)) {
                  FeedStatements.begin(connection, endpoint.workspaceId(), endpoint.format());
                }
              }
            });
  }

  StatelessSession session();
}
