package cadenza.webhooks.domain;

import cadenza.webhooks.api.ResendingCard;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** What shall be sent again, bit by bit; one of them at a time for an endpoint. */
@Repository(dataStore = "webhooks")
public interface Resendings {
  /**
   * The deliveries that came to nothing.
   *
   * @param since when the oldest of them was made
   * @return whether nothing else is being sent again to the endpoint
   */
  default boolean addFailed(UUID workspaceId, UUID endpointId, Instant since, Instant now) {
    return session()
        .doReturningWork(
            connection ->
                ResendingStatements.addFailed(connection, workspaceId, endpointId, since, now));
  }

  /**
   * A range of the log; an empty one is done at once.
   *
   * @param after the number before the first
   * @param upTo the last number
   * @return whether nothing else is being sent again to the endpoint
   */
  default boolean addRange(UUID workspaceId, UUID endpointId, long after, long upTo, Instant now) {
    return session()
        .doReturningWork(
            connection ->
                ResendingStatements.addRange(
                    connection, workspaceId, endpointId, after, upTo, now));
  }

  /** What was asked for last, which is over or not. */
  default Optional<ResendingCard> card(UUID workspaceId, UUID endpointId) {
    return session()
        .doReturningWork(
            connection -> ResendingStatements.card(connection, workspaceId, endpointId));
  }

  /**
   * One of them that has waited longest. What another node is at is left to it.
   *
   * @param resting that are left out
   */
  default Optional<Turn> next(Instant now, Collection<Turn> resting) {
    return session()
        .doReturningWork(connection -> ResendingStatements.next(connection, now, resting));
  }

  /**
   * Makes the next bit of one of them due, unless another node is at it.
   *
   * @param atMost deliveries or events that are looked at
   */
  default void round(Turn turn, int atMost, Instant now) {
    session().doWork(connection -> ResendStatements.round(connection, turn, atMost, now));
  }

  /** The last number given to what was told before that time; 0 where there is none. */
  default long numberBefore(UUID workspaceId, Instant time) {
    return session()
        .doReturningWork(
            connection -> ResendStatements.numberBefore(connection, workspaceId, time));
  }

  default long lastNumber(UUID workspaceId) {
    return session()
        .doReturningWork(connection -> ResendStatements.lastNumber(connection, workspaceId));
  }

  StatelessSession session();
}
