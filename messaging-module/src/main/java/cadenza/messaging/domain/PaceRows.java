package cadenza.messaging.domain;

import cadenza.kernel.api.SqlArrays;
import cadenza.messaging.domain.PaceBook.Place;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.StatelessSession;

/** Reads what {@link PaceBook} asks for. */
final class PaceRows {
  private PaceRows() {}

  static List<PaceLimits> limits(
      StatelessSession session, Collection<UUID> workspaceIds, String lock) {
    return session.doReturningWork(
        database -> {
          var limits = new ArrayList<PaceLimits>();
          try (var statement =
              database.prepareStatement(
                  """
                  select s.workspace_id, s.daily_limit, s.recipient_domain_daily_limit,
                         s.recipient_domain_hourly_limit
                    from messaging.mail_settings s
                   where s.workspace_id = any (?) and s.paced order by s.workspace_id
                  """
                      + lock)) {
            SqlArrays.uuids(statement, 1, List.copyOf(workspaceIds), id -> id);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                limits.add(
                    new PaceLimits(
                        rows.getObject(1, UUID.class),
                        Columns.numberOrNull(rows, 2),
                        Columns.numberOrNull(rows, 3),
                        Columns.numberOrNull(rows, 4)));
              }
            }
          }
          return limits;
        });
  }

  static Map<Place, RecipientRoom> rooms(
      Connection database, Map<Place, PaceLimits> places, Instant now) throws SQLException {
    var asked = List.copyOf(places.keySet());
    var rooms = new HashMap<Place, RecipientRoom>();
    try (var statement =
        database.prepareStatement(
            """
            select w.workspace_id, w.domain, u.open, u.sent, l.ends_at
              from unnest(?::uuid[], ?::text[]) as w (workspace_id, domain)
              cross join lateral (
                select count(*) filter (where m.open and (m.status <> 'UNKNOWN'
                         or m.begun_at > ?::timestamptz - interval '24 hours')) as open,
                       array_agg((extract(epoch from m.accepted_at) * 1000000)::bigint
                           order by m.accepted_at)
                         filter (where m.accepted_at > ?::timestamptz - interval '24 hours')
                         as sent
                  from messaging.recipient_pace p
                  join messaging.message m on m.id = p.message_id
                 where p.workspace_id = w.workspace_id and p.domain = w.domain) u
              left join messaging.recipient_line l
                on l.workspace_id = w.workspace_id and l.domain = w.domain
            """)) {
      SqlArrays.uuids(statement, 1, asked, Place::workspaceId);
      SqlArrays.texts(statement, 2, asked, Place::domain);
      statement.setObject(3, now.atOffset(ZoneOffset.UTC));
      statement.setObject(4, now.atOffset(ZoneOffset.UTC));
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var place = new Place(rows.getObject(1, UUID.class), rows.getString(2));
          var limits = places.get(place);
          if (limits != null) {
            rooms.put(place, room(limits, rows, now));
          }
        }
      }
    }
    return rooms;
  }

  private static RecipientRoom room(PaceLimits limits, ResultSet row, Instant now)
      throws SQLException {
    var sent = new ArrayList<Instant>();
    var times = row.getArray(4);
    if (times != null) {
      for (var micros : (Long[]) times.getArray()) {
        sent.add(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
      }
    }
    return new RecipientRoom(limits, row.getLong(3), sent, Columns.timeOrNull(row, 5), now);
  }
}
