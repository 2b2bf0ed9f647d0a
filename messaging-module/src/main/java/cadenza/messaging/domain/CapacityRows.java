package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.api.RampUp;
import cadenza.messaging.domain.Capacity.Usage;
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
import java.util.UUID;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** Reads limits, and counts what the message rows say of their use. */
final class CapacityRows {
  private CapacityRows() {}

  static List<Capacity> capacities(
      StatelessSession session, String sql, List<UUID> ids, Instant now) {
    return session.doReturningWork(
        database -> {
          var found = new ArrayList<Capacity>();
          try (var statement = database.prepareStatement(sql)) {
            SqlArrays.uuids(statement, 1, ids, id -> id);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(capacity(rows, now));
              }
            }
          }
          return counted(database, found, now);
        });
  }

  static Capacity capacity(ResultSet row, Instant now) throws SQLException {
    return new Capacity(
        row.getObject(1, UUID.class),
        row.getObject(8, UUID.class),
        row.getBoolean(9),
        row.getString(2),
        Columns.timeOrNull(row, 3),
        dailyLimit(row, now),
        Columns.numberOrNull(row, 5),
        row.getLong(6),
        row.getLong(7),
        Usage.NONE);
  }

  /** As far as it has risen. */
  private static @Nullable Integer dailyLimit(ResultSet row, Instant now) throws SQLException {
    var limit = Columns.numberOrNull(row, 4);
    var since = Columns.timeOrNull(row, 13);
    return limit == null || since == null
        ? limit
        : Integer.valueOf(
            new RampUp(row.getInt(10), row.getInt(11), row.getInt(12)).limitAt(limit, since, now));
  }

  /** Without a limit nothing is counted. */
  static List<Capacity> counted(Connection database, List<Capacity> all, Instant now)
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

  static PreparedStatement usageOf(Connection database, List<UUID> ids, Instant now)
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
    SqlArrays.uuids(statement, 1, ids, id -> id);
    var time = now.atOffset(ZoneOffset.UTC);
    statement.setObject(2, time);
    statement.setObject(3, time);
    statement.setObject(4, time);
    statement.setObject(5, time);
    return statement;
  }
}
