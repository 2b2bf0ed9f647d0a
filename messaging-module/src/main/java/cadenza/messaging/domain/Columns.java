package cadenza.messaging.domain;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists of rows as the arrays that set-based statements unnest, and values back from them. */
final class Columns {
  private Columns() {}

  static <T> Array uuids(Connection database, List<T> rows, Function<T, @Nullable UUID> value)
      throws SQLException {
    return array(database, "uuid", rows, value::apply);
  }

  static <T> Array texts(Connection database, List<T> rows, Function<T, @Nullable String> value)
      throws SQLException {
    return array(database, "text", rows, value::apply);
  }

  static <T> Array numbers(Connection database, List<T> rows, Function<T, @Nullable Integer> value)
      throws SQLException {
    return array(database, "int4", rows, value::apply);
  }

  static <T> Array flags(Connection database, List<T> rows, Function<T, Boolean> value)
      throws SQLException {
    return array(database, "bool", rows, value::apply);
  }

  static <T> Array times(Connection database, List<T> rows, Function<T, @Nullable Instant> value)
      throws SQLException {
    return array(
        database,
        "timestamptz",
        rows,
        row -> {
          var time = value.apply(row);
          return time == null ? null : time.toString();
        });
  }

  private static <T> Array array(
      Connection database, String type, List<T> rows, Function<T, @Nullable Object> value)
      throws SQLException {
    var values = new Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      @SuppressWarnings("NullAway") // an element may be null, which the array type cannot say
      Object element = value.apply(rows.get(i));
      values[i] = element;
    }
    return database.createArrayOf(type, values);
  }

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
  static @Nullable Integer numberOrNull(ResultSet row, int column) throws SQLException {
    return row.getObject(column, Integer.class);
  }
}
