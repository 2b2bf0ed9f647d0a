package cadenza.messaging.domain;

import cadenza.messaging.domain.TroubleRows.Streak;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Sender accounts, and what their messages have used of their limits. */
@Repository(dataStore = "messaging")
public interface SenderAccountBook {
  /** What waits is counted here, up to its bound, only where no limit has it counted anyway. */
  String CAPACITY_COLUMNS =
      """
      a.id, a.status, a.rests_until, a.daily_limit, a.hourly_limit, a.minimum_gap_millis,
      case when a.daily_limit is null and a.hourly_limit is null and a.minimum_gap_millis = 0
        then (select count(*) from (
               select 1 from messaging.message m
                where m.sender_account_id = a.id and m.open and m.status <> 'UNKNOWN'
                limit 2000) w)
        else 0 end,
      a.workspace_id,
      exists (select 1 from messaging.mail_settings s
               where s.workspace_id = a.workspace_id and s.paced),
      a.ramp_start, a.ramp_increase, a.ramp_every_days, a.ramp_since
      """;

  @Insert
  void add(SenderAccount account);

  @Update
  void update(SenderAccount account);

  @Query("from SenderAccount where workspaceId = :workspaceId and id = :id")
  Optional<SenderAccount> withId(UUID workspaceId, UUID id);

  @Query("from SenderAccount where workspaceId = :workspaceId and id in :ids")
  List<SenderAccount> allWith(UUID workspaceId, Collection<UUID> ids);

  StatelessSession session();

  /** Locked until the transaction ends. */
  default Optional<SenderAccount> locked(UUID workspaceId, UUID id) {
    session()
        .createNativeQuery(
            "select 1 from messaging.sender_account where workspace_id = ?1 and id = ?2"
                + " for no key update",
            Integer.class)
        .setParameter(1, workspaceId)
        .setParameter(2, id)
        .getResultList();
    return withId(workspaceId, id);
  }

  /** Two requests for one new address take turns. */
  default void lockAddress(UUID workspaceId, String address) {
    session()
        .doWork(
            connection -> {
              try (var statement =
                  connection.prepareStatement(
                      "select pg_advisory_xact_lock(hashtextextended(lower(?), 1))")) {
                statement.setString(1, workspaceId + "/" + address);
                statement.execute();
              }
            });
  }

  default boolean holdsAddress(UUID workspaceId, String address) {
    return !session()
        .createNativeQuery(
            "select 1 from messaging.sender_account where workspace_id = ?1"
                + " and channel = 'EMAIL' and lower(address) = lower(?2)",
            Integer.class)
        .setParameter(1, workspaceId)
        .setParameter(2, address)
        .getResultList()
        .isEmpty();
  }

  /** In the order of their ids, which is the order they were connected in. */
  default List<SenderAccount> page(UUID workspaceId, @Nullable UUID after, int atMost) {
    return session()
        .createSelectionQuery(
            "from SenderAccount where workspaceId = ?1 and id > ?2 order by id",
            SenderAccount.class)
        .setParameter(1, workspaceId)
        .setParameter(2, after == null ? new UUID(0, 0) : after)
        .setMaxResults(atMost)
        .getResultList();
  }

  /** Locks what it returns, and leaves out what another transaction holds. */
  default List<Capacity> lockForReserve(List<UUID> ids, Instant now) {
    return CapacityRows.capacities(
        session(),
        "select "
            + CAPACITY_COLUMNS
            + " from messaging.sender_account a where a.id = any (?)"
            + " order by a.id for no key update skip locked",
        ids,
        now);
  }

  default List<Capacity> look(UUID workspaceId, UUID id, Instant now) {
    return withId(workspaceId, id).isEmpty()
        ? List.of()
        : CapacityRows.capacities(
            session(),
            "select " + CAPACITY_COLUMNS + " from messaging.sender_account a where a.id = any (?)",
            List.of(id),
            now);
  }

  /** Empty when it changed nothing that its owner does not know. */
  default Optional<TurnedAccount> trouble(UUID id, String reason, Instant at) {
    return TroubleRows.trouble(session(), id, reason, at);
  }

  /** Nothing begins before {@code until}; with many rests in a row it is troubled. */
  default Optional<TurnedAccount> rest(UUID id, Instant until, String reason, Instant at) {
    return TroubleRows.rest(session(), id, until, reason, at);
  }

  /** Counts a mail that policy refused; with many in a row the account is troubled. */
  default Optional<TurnedAccount> refusedByPolicy(UUID id, String reason, Instant at) {
    return TroubleRows.anotherByPolicy(session(), id, Streak.REFUSED, at)
        ? trouble(id, reason, at)
        : Optional.empty();
  }

  /** Counts a mail that policy put off; with many in a row the account rests, and it is told. */
  default Optional<TurnedAccount> putOffByPolicy(
      UUID id, Instant until, String reason, Instant at) {
    return TroubleRows.anotherByPolicy(session(), id, Streak.PUT_OFF, at)
        ? TroubleRows.restAndTell(session(), id, until, reason, at)
        : Optional.empty();
  }

  /** Accounts whose server was away and that have sent since; each is returned once. */
  default List<TurnedAccount> backAgain() {
    return TroubleRows.backAgain(session());
  }
}
