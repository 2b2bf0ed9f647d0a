package cadenza.messaging.domain;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Sender accounts, and what their messages have used of their limits. */
@Repository(dataStore = "messaging")
public interface SenderAccountBook {
  String CAPACITY_COLUMNS =
      "a.id, a.status, a.rests_until, a.daily_limit, a.hourly_limit, a.minimum_gap_millis";

  @Insert
  void add(SenderAccount account);

  @Update
  void update(SenderAccount account);

  @Find
  Optional<SenderAccount> withId(UUID workspaceId, UUID id);

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

  /** Returns whether this changed anything, so that the news is told once. */
  default boolean trouble(UUID id, String reason, Instant at) {
    return session()
            .createNativeMutationQuery(
                "update messaging.sender_account set status = 'TROUBLED', status_reason = ?2,"
                    + " updated_at = ?3, version = version + 1"
                    + " where id = ?1 and status = 'ACTIVE'")
            .setParameter(1, id)
            .setParameter(2, reason)
            .setParameter(3, at)
            .executeUpdate()
        == 1;
  }

  default void rest(UUID id, Instant until) {
    session()
        .createNativeMutationQuery(
            "update messaging.sender_account set rests_until = ?2"
                + " where id = ?1 and (rests_until is null or rests_until < ?2)")
        .setParameter(1, id)
        .setParameter(2, until)
        .executeUpdate();
  }
}
