package cadenza.messaging.domain;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows behind {@link ThreadState}. */
final class ThreadStateRows {
  static final String COLUMNS =
      "t.workspace_id, t.id, t.sender_account_id, t.contact_id, t.assignee_id, t.snoozed_until,"
          + " t.closed_at, t.category, t.unread, t.version";

  static final String STATE = "select " + COLUMNS + " from messaging.thread t";

  private ThreadStateRows() {}

  static List<ThreadState> states(PreparedStatement statement) throws SQLException {
    var states = new ArrayList<ThreadState>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        states.add(
            new ThreadState(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                Columns.uuidOrNull(row, 4),
                Columns.uuidOrNull(row, 5),
                Columns.timeOrNull(row, 6),
                Columns.timeOrNull(row, 7),
                row.getString(8),
                row.getBoolean(9),
                row.getLong(10)));
      }
    }
    return states;
  }

  static void setTime(PreparedStatement statement, int at, @Nullable Instant time)
      throws SQLException {
    if (time == null) {
      statement.setNull(at, Types.TIMESTAMP_WITH_TIMEZONE);
    } else {
      statement.setObject(at, InboundRows.utc(time));
    }
  }
}
