package cadenza.messaging.domain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of columns. */
final class Columns {
  private Columns() {}

  static Instant time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant timeOrNull(ResultSet row, int column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  @SuppressWarnings("NullAway") // a column may be null
  static @Nullable UUID uuidOrNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  @SuppressWarnings("NullAway") // a column may be null
  static @Nullable Long longOrNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column, Long.class);
  }

  /** Those of a text that single spaces separate; none of one that is null. */
  static List<String> words(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? List.of() : List.of(text.split(" "));
  }

  @SuppressWarnings("NullAway") // a column may be null
  static @Nullable Integer numberOrNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column, Integer.class);
  }
}
