package cadenza.webhooks.domain;

import cadenza.webhooks.api.DeliveryLog.AttemptCard;
import cadenza.webhooks.api.DeliveryLog.DeliveryCard;
import cadenza.webhooks.api.DeliveryLog.Filter;
import jakarta.data.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** The deliveries and their attempts; claimed and settled in sets. */
@Repository(dataStore = "webhooks")
public interface Deliveries {
  /**
   * What this node has claimed for one endpoint and not settled.
   *
   * @param all of any kind
   * @param retries of them planned retries
   * @param ahead how many may be claimed beyond its slots, because they will leave at once
   */
  record UnderWay(int all, int retries, int ahead) {
    public static final UnderWay NOTHING = new UnderWay(0, 0, 0);
  }

  /**
   * How many requests an endpoint may have under way from one node.
   *
   * @param all of any kind
   * @param retries of them planned retries; the rest is kept for first attempts
   * @param probeAfter so many attempts in a row that found no answer leave one slot, for all nodes
   */
  record Slots(int all, int retries, int probeAfter) {}

  /**
   * Takes what is due at enabled endpoints, each up to its free slots. An endpoint that has only
   * later retries, or no free slot, costs one probe.
   */
  default List<DueDelivery> claim(
      Map<UUID, UnderWay> underWay, Slots slots, Instant now, Instant leaseUntil, int atMost) {
    return session()
        .doReturningWork(
            connection ->
                ClaimStatements.claim(connection, underWay, slots, now, leaseUntil, atMost));
  }

  /**
   * Ends claims whose requests will not leave: they are due again at once, in the place that they
   * had, unless they were cancelled meanwhile. Waits for nobody.
   *
   * @return those that somebody else holds; nothing has become of them
   */
  default Set<UUID> giveBack(List<DueDelivery> claimed, Instant now) {
    return session()
        .doReturningWork(connection -> ClaimStatements.giveBack(connection, claimed, now));
  }

  /** Those of the given claims that still stand: not cancelled, not taken over by another. */
  default Set<UUID> standing(Collection<DueDelivery> claimed) {
    return session()
        .doReturningWork(connection -> ClaimStatements.standing(connection, List.copyOf(claimed)));
  }

  /**
   * Records attempts and what they make of their deliveries. A success counts even after the
   * delivery was cancelled; a failure by hand plans nothing; a claim that was taken over by another
   * records nothing. Samples aside, the endpoints are known by it as failing, gone or well. Waits
   * for nobody.
   *
   * @param streak failures that are further apart have nothing to do with each other
   */
  default Settled settle(List<Attempt> attempts, Duration streak) {
    return session()
        .doReturningWork(connection -> DeliveryStatements.settle(connection, attempts, streak));
  }

  /**
   * What became of answers.
   *
   * @param setbacks the deliveries that somebody should hear of
   * @param left those whose rows somebody else holds; nothing of them is recorded
   */
  record Settled(List<Setback> setbacks, Set<UUID> left) {}

  /** So many failures of one delivery are told. */
  int TROUBLED_AFTER = 4;

  /**
   * A delivery that failed often, or for good.
   *
   * @param over whether no attempt is planned any more
   */
  record Setback(UUID deliveryId, int attempts, boolean over) {}

  /**
   * What is pending for the endpoint is not sent any more; one under way may still end well. Where
   * there is much of it, most is cancelled later, by {@link #cancelSome}. The relay is held.
   */
  default void cancel(UUID workspaceId, UUID endpointId) {
    session().doWork(connection -> CancelStatements.begin(connection, workspaceId, endpointId));
  }

  /**
   * An endpoint for which there is something to cancel still.
   *
   * @param resting that are left out
   */
  default Optional<Turn> nextCancelling(Collection<Turn> resting) {
    return session().doReturningWork(connection -> CancelStatements.next(connection, resting));
  }

  /** Some of what is to be cancelled for the endpoint. */
  default void cancelSome(Turn endpoint) {
    session().doWork(connection -> CancelStatements.round(connection, endpoint));
  }

  /** Whether there is something to cancel for the endpoint still. */
  default boolean cancelling(UUID workspaceId, UUID endpointId) {
    return session()
        .doReturningWork(
            connection -> CancelStatements.isUnderWay(connection, workspaceId, endpointId));
  }

  /**
   * Makes a delivery due now. One with a planned retry is only brought forward; one that was over
   * gets a single attempt more; one under way is left alone, or pending again where it was
   * cancelled on its way. One whose words are gone with the person that they told of stays as it
   * is.
   */
  default void retry(UUID workspaceId, UUID deliveryId, Instant now) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "update webhooks.delivery set"
                          + " lane = case when lease_until >= ? then 1 else 0 end,"
                          + " next_attempt_at = case when lease_until >= ? then lease_until"
                          + " else ? end,"
                          + " by_hand = by_hand"
                          + " or status <> 'PENDING' and (lease_until >= ?) is not true,"
                          + " status = 'PENDING'"
                          + " where workspace_id = ? and id = ?"
                          + " and (lease_until is null or lease_until < ? or status = 'CANCELLED')"
                          + " and (body is not null or exists (select from webhooks.endpoint e"
                          + " where e.id = endpoint_id and e.format = 'standard'))")) {
                var time = DeliveryStatements.utc(now);
                for (int i = 1; i <= 4; i++) {
                  statement.setObject(i, time);
                }
                statement.setObject(5, workspaceId);
                statement.setObject(6, deliveryId);
                statement.setObject(7, time);
                statement.executeUpdate();
              }
            });
  }

  /** A delivery of something that is not in the log, for one attempt only. */
  default void addSample(
      UUID workspaceId,
      UUID id,
      UUID endpointId,
      UUID eventId,
      String type,
      String body,
      Instant at) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id,"
                          + " event_type, body, sample, status, next_attempt_at, by_hand,"
                          + " created_at) values (?, ?, ?, ?, ?, ?, true, 'PENDING', ?, true,"
                          + " ?)")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, id);
                statement.setObject(3, endpointId);
                statement.setObject(4, eventId);
                statement.setString(5, type);
                statement.setString(6, body);
                statement.setObject(7, DeliveryStatements.utc(at));
                statement.setObject(8, DeliveryStatements.utc(at));
                statement.executeUpdate();
              }
            });
  }

  default Optional<DeliveryCard> card(UUID workspaceId, UUID deliveryId) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      DeliveryStatements.CARD + " where workspace_id = ? and id = ?")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, deliveryId);
                try (var rows = statement.executeQuery()) {
                  return rows.next()
                      ? Optional.of(DeliveryStatements.readCard(rows))
                      : Optional.empty();
                }
              }
            });
  }

  /** Newest first. */
  default List<DeliveryCard> cards(
      UUID workspaceId, Filter filter, @Nullable UUID before, int atMost) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      DeliveryStatements.CARD
                          + " where workspace_id = ?"
                          + (before == null ? "" : " and id < ?")
                          + (filter.endpointId() == null ? "" : " and endpoint_id = ?")
                          + (filter.status() == null ? "" : " and status = ?")
                          + (filter.eventType() == null ? "" : " and event_type = ?")
                          + (filter.since() == null ? "" : " and created_at >= ?")
                          + (filter.until() == null ? "" : " and created_at < ?")
                          + " order by id desc limit ?")) {
                int index = 1;
                statement.setObject(index++, workspaceId);
                for (var value :
                    new @Nullable Object[] {
                      before,
                      filter.endpointId(),
                      filter.status(),
                      filter.eventType(),
                      DeliveryStatements.utc(filter.since()),
                      DeliveryStatements.utc(filter.until())
                    }) {
                  if (value != null) {
                    statement.setObject(index++, value);
                  }
                }
                statement.setInt(index, atMost);
                var cards = new ArrayList<DeliveryCard>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    cards.add(DeliveryStatements.readCard(rows));
                  }
                }
                return cards;
              }
            });
  }

  /** Oldest first. */
  default List<AttemptCard> attempts(UUID workspaceId, UUID deliveryId) {
    return session()
        .doReturningWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select number, started_at, duration_millis, status, error,"
                          + " response_headers, response_body, by_hand"
                          + " from webhooks.delivery_attempt"
                          + " where workspace_id = ? and delivery_id = ? order by number")) {
                statement.setObject(1, workspaceId);
                statement.setObject(2, deliveryId);
                var attempts = new ArrayList<AttemptCard>();
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    attempts.add(
                        new AttemptCard(
                            rows.getInt(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            rows.getInt(3),
                            rows.getObject(4, Integer.class),
                            rows.getString(5),
                            rows.getString(6),
                            rows.getString(7),
                            rows.getBoolean(8)));
                  }
                }
                return attempts;
              }
            });
  }

  StatelessSession session();
}
