package cadenza.sequences.domain;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lists as parameters of one statement. */
final class SqlArrays {
  private SqlArrays() {}

  static <T> Array uuids(Connection connection, List<T> rows, Function<T, @Nullable UUID> column)
      throws SQLException {
    return array(connection, "uuid", rows, column);
  }

  static <T> Array texts(Connection connection, List<T> rows, Function<T, @Nullable String> column)
      throws SQLException {
    return array(connection, "text", rows, column);
  }

  static <T> Array instants(
      Connection connection, List<T> rows, Function<T, @Nullable Instant> column)
      throws SQLException {
    return array(connection, "timestamptz", rows, column);
  }

  static <T> Array integers(Connection connection, List<T> rows, Function<T, Integer> column)
      throws SQLException {
    return array(connection, "int4", rows, column::apply);
  }

  private static <T> Array array(
      Connection connection,
      String type,
      List<T> rows,
      Function<T, ? extends @Nullable Object> column)
      throws SQLException {
    var values = new String[rows.size()];
    for (int i = 0; i < values.length; i++) {
      var value = column.apply(rows.get(i));
      @SuppressWarnings("NullAway") // an SQL null inside an array is a Java null
      String text = value == null ? null : value.toString();
      values[i] = text;
    }
    return connection.createArrayOf(type, values);
  }

  static void instant(PreparedStatement statement, int index, Instant value) throws SQLException {
    statement.setObject(index, value.atOffset(ZoneOffset.UTC));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  static Instant requiredInstant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static UUID uuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  static @Nullable UUID optionalUuid(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
