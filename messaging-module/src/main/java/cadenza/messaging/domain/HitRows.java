package cadenza.messaging.domain;

import cadenza.messaging.api.Conversations.HitCount;
import cadenza.messaging.domain.MessageHits.Total;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** The rows of {@link MessageHits}. */
final class HitRows {
  private HitRows() {}

  static HitMessage message(ResultSet row) throws SQLException {
    return new HitMessage(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getObject(3, UUID.class),
        Columns.uuidOrNull(row, 4),
        Columns.numberOrNull(row, 5),
        Columns.uuidOrNull(row, 6),
        row.getObject(7, UUID.class),
        Columns.timeOrNull(row, 8),
        Columns.timeOrNull(row, 9),
        row.getString(10));
  }

  static Total total(ResultSet row) throws SQLException {
    return new Total(
        row.getObject(1, UUID.class),
        HitKind.valueOf(row.getString(2)),
        row.getString(3),
        Columns.time(row, 4),
        Columns.time(row, 5),
        row.getLong(6));
  }

  static HitCount count(ResultSet row) throws SQLException {
    return new HitCount(
        Columns.timeOrNull(row, 2), Columns.timeOrNull(row, 3), row.getLong(4), row.getLong(5));
  }

  static HitMessage of(Hit hit, Map<UUID, HitMessage> messages) {
    return Objects.requireNonNull(messages.get(hit.messageId()));
  }
}
