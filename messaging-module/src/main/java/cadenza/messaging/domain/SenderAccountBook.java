package cadenza.messaging.domain;

import cadenza.messaging.domain.Capacity.Usage;
import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    return capacities(
        "select "
            + CAPACITY_COLUMNS
            + " from messaging.sender_account a where a.id = any (?)"
            + " order by a.id for no key update skip locked",
        ids,
        now);
  }

  default List<Capacity> look(UUID id, Instant now) {
    return capacities(
        "select " + CAPACITY_COLUMNS + " from messaging.sender_account a where a.id = any (?)",
        List.of(id),
        now);
  }

  private List<Capacity> capacities(String sql, List<UUID> ids, Instant now) {
    return session()
        .doReturningWork(
            database -> {
              var found = new ArrayList<Capacity>();
              try (var statement = database.prepareStatement(sql)) {
                statement.setArray(1, Columns.uuids(database, ids, id -> id));
                try (var rows = statement.executeQuery()) {
                  while (rows.next()) {
                    found.add(capacity(rows));
                  }
                }
              }
              return counted(database, found, now);
            });
  }

  private static Capacity capacity(ResultSet row) throws SQLException {
    return new Capacity(
        row.getObject(1, UUID.class),
        row.getString(2),
        Columns.timeOrNull(row, 3),
        Columns.numberOrNull(row, 4),
        Columns.numberOrNull(row, 5),
        row.getLong(6),
        Usage.NONE);
  }

  /** Without a limit nothing is counted. */
  private static List<Capacity> counted(Connection database, List<Capacity> all, Instant now)
      throws SQLException {
    var limited = all.stream().filter(Capacity::isLimited).map(Capacity::senderAccountId).toList();
    if (limited.isEmpty()) {
      return all;
    }
    Map<UUID, Usage> usage = new HashMap<>();
    try (var statement = usageOf(database, limited, now);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        usage.put(
            rows.getObject(1, UUID.class),
            new Usage(
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                rows.getLong(5),
                Columns.timeOrNull(rows, 6),
                Columns.timeOrNull(rows, 7),
                Columns.timeOrNull(rows, 8)));
      }
    }
    return all.stream()
        .map(one -> one.with(usage.getOrDefault(one.senderAccountId(), Usage.NONE)))
        .toList();
  }

  private static PreparedStatement usageOf(Connection database, List<UUID> ids, Instant now)
      throws SQLException {
    var statement =
        database.prepareStatement(
            """
            select w.id, o.open, o.pressing, s.in_day, s.in_hour, s.oldest_day, s.oldest_hour, l.last
              from unnest(?::uuid[]) as w (id)
              cross join lateral (
                select count(*) filter (where m.status <> 'UNKNOWN'
                         or m.begun_at > ?::timestamptz - interval '24 hours') as open,
                       count(*) filter (where m.status = 'SENDING'
                         or (m.status = 'QUEUED' and m.next_attempt_at is null)) as pressing
                  from messaging.message m where m.sender_account_id = w.id and m.open) o
              cross join lateral (
                select count(*) as in_day, min(m.accepted_at) as oldest_day,
                       count(*) filter (where m.accepted_at > ?::timestamptz - interval '1 hour')
                         as in_hour,
                       min(m.accepted_at) filter
                         (where m.accepted_at > ?::timestamptz - interval '1 hour') as oldest_hour
                  from messaging.message m
                 where m.sender_account_id = w.id
                   and m.accepted_at > ?::timestamptz - interval '24 hours') s
              cross join lateral (
                select max(m.accepted_at) as last from messaging.message m
                 where m.sender_account_id = w.id and m.accepted_at is not null) l
            """);
    statement.setArray(1, Columns.uuids(database, ids, id -> id));
    var time = now.atOffset(ZoneOffset.UTC);
    statement.setObject(2, time);
    statement.setObject(3, time);
    statement.setObject(4, time);
    statement.setObject(5, time);
    return statement;
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
