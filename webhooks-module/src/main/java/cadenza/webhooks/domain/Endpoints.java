package cadenza.webhooks.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The endpoints, and what they are subscribed to. */
@Repository(dataStore = "webhooks")
public interface Endpoints {
  @Insert
  void add(Endpoint endpoint);

  @Update
  void update(Endpoint endpoint);

  @Query("from Endpoint where workspaceId = :workspaceId and id = :id")
  Optional<Endpoint> withId(UUID workspaceId, UUID id);

  /**
   * The same, kept from being changed until the transaction ends. Its deliveries are locked after
   * it, as wherever both are.
   */
  default Optional<Endpoint> held(UUID workspaceId, UUID id) {
    session()
        .doWork(
            connection -> {
              try (var lock =
                  connection.prepareStatement(
                      "select 1 from webhooks.endpoint where workspace_id = ? and id = ?"
                          + " for share")) {
                lock.setObject(1, workspaceId);
                lock.setObject(2, id);
                lock.execute();
              }
            });
    return withId(workspaceId, id);
  }

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

  @Query(
      "from Endpoint where workspaceId = :workspaceId and format = :format and number = :number"
          + " and status <> DELETED")
  Optional<Endpoint> numbered(UUID workspaceId, String format, int number);

  default List<Endpoint> inFormat(UUID workspaceId, String format, int skip, int atMost) {
    return session()
        .createSelectionQuery(
            "from Endpoint where workspaceId = :workspace and format = :format"
                + " and status <> DELETED order by number",
            Endpoint.class)
        .setParameter("workspace", workspaceId)
        .setParameter("format", format)
        .setFirstResult(skip)
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

  /** Whoever holds what this transaction comes to is waited for no longer than this each time. */
  default void waitAtMost(Duration patience) {
    session()
        .createNativeQuery("select set_config('lock_timeout', ?1, true)", String.class)
        .setParameter(1, patience.toMillis() + "ms")
        .getSingleResult();
  }

  /**
   * An endpoint that has said that it is gone, or has failed for long.
   *
   * @param since the first failure after its last success
   */
  record Failing(boolean gone, @Nullable Instant since) {}

  /**
   * One that has.
   *
   * @param longest for so long it may fail
   * @param resting that are left out
   */
  default Optional<Turn> nextFailing(Duration longest, Collection<Turn> resting) {
    return session()
        .doReturningWork(connection -> HealthStatements.next(connection, longest, resting));
  }

  /** Empty where it has done neither, or has been switched on since then. */
  default Optional<Failing> failing(Turn endpoint, Duration longest) {
    return session()
        .doReturningWork(connection -> HealthStatements.failing(connection, endpoint, longest));
  }

  /** How it answers is kept apart from it; there is such a row since there is the endpoint. */
  default void keepState(Endpoint endpoint) {
    session().doWork(connection -> HealthStatements.keep(connection, endpoint));
  }

  /** What it was like before it was switched on does not count any more. */
  default void forgive(Endpoint endpoint) {
    session().doWork(connection -> HealthStatements.forgive(connection, endpoint));
  }

  /** How many secrets of the past sign still. */
  default int formerSecrets(Endpoint endpoint) {
    return session()
        .doReturningWork(connection -> SecretStatements.formerSecrets(connection, endpoint));
  }

  /** Its present secret signs beside the next one for a while. */
  default void keepFormerSecret(Endpoint endpoint, Instant until) {
    session().doWork(connection -> SecretStatements.keep(connection, endpoint, until));
  }

  /** Those of its former secrets that sign until then at most. */
  default void dropSecrets(Endpoint endpoint, Instant until) {
    session().doWork(connection -> SecretStatements.drop(connection, endpoint, until));
  }

  /** Ends what the endpoint listens to, and begins what it listens to now, if it is enabled. */
  default void subscribe(Endpoint endpoint) {
    session()
        .doWork(
            connection -> {
              HealthStatements.follow(connection, endpoint);
              SubscriptionStatements.endSubscription(connection, endpoint);
              if (!endpoint.enabled()) {
                ResendingStatements.cancel(connection, endpoint.workspaceId(), endpoint.id());
              }
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
