package cadenza.kernel.api;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists of rows as the arrays that set-based statements unnest. All but texts are sent as
 * PostgreSQL's array literals without a type, so the statement names it where it does not follow:
 * {@code ?::uuid[]}.
 */
public final class SqlArrays {
  private SqlArrays() {}

  /**
   * What follows a column of ids, for {@link #among(PreparedStatement, int, Collection)}. For one
   * id it is a plain comparison, whose plan PostgreSQL keeps; how long an array is it never knows
   * beforehand, and plans a statement with one anew at each call.
   */
  public static String among(Collection<UUID> ids) {
    return ids.size() == 1 ? "= ?" : "= any (?::uuid[])";
  }

  public static void among(PreparedStatement statement, int index, Collection<UUID> ids)
      throws SQLException {
    if (ids.size() == 1) {
      statement.setObject(index, ids.iterator().next());
    } else {
      uuids(statement, index, ids, id -> id);
    }
  }

  public static <T> void uuids(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      Function<? super T, @Nullable UUID> value)
      throws SQLException {
    plain(statement, index, rows, 38, value);
  }

  public static <T> void integers(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      Function<? super T, @Nullable Integer> value)
      throws SQLException {
    plain(statement, index, rows, 5, value);
  }

  public static <T> void longs(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      Function<? super T, @Nullable Long> value)
      throws SQLException {
    plain(statement, index, rows, 9, value);
  }

  public static <T> void flags(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      Function<? super T, @Nullable Boolean> value)
      throws SQLException {
    plain(statement, index, rows, 6, value);
  }

  /** As ISO 8601 in UTC, to the microsecond that a {@code timestamptz} holds. */
  public static <T> void instants(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      Function<? super T, @Nullable Instant> value)
      throws SQLException {
    plain(statement, index, rows, 30, value);
  }

  /** As binary, which the driver has for texts only: nothing is quoted and nothing read again. */
  public static <T> void texts(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      Function<? super T, @Nullable String> value)
      throws SQLException {
    @SuppressWarnings("NullAway") // an SQL null inside an array is a Java null
    String[] texts = rows.stream().map(value).toArray(String[]::new);
    statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
  }

  /** Values whose text holds nothing that an array literal would have to quote. */
  private static <T> void plain(
      PreparedStatement statement,
      int index,
      Collection<T> rows,
      int length,
      Function<? super T, ? extends @Nullable Object> value)
      throws SQLException {
    var array = new StringBuilder(rows.size() * length + 2).append('{');
    for (var row : rows) {
      separate(array);
      var one = value.apply(row);
      array.append(one == null ? "NULL" : one.toString());
    }
    bind(statement, index, array);
  }

  private static void separate(StringBuilder array) {
    if (array.length() > 1) {
      array.append(',');
    }
  }

  private static void bind(PreparedStatement statement, int index, StringBuilder array)
      throws SQLException {
    statement.setObject(index, array.append('}').toString(), Types.OTHER);
  }
}
