package cadenza.messaging.application;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells a database that is away from a row that will never do. */
final class Failures {
  private Failures() {}

  /** Connection lost, shut down, too many connections, serialization or deadlock: try again. */
  static boolean willPass(Throwable failure) {
    var state = sqlState(failure);
    return state != null
        && (state.startsWith("08")
            || state.startsWith("57")
            || state.startsWith("53")
            || state.startsWith("40")
            || state.startsWith("55")
            || state.startsWith("58"));
  }

  /** Nothing said why: the commit itself failed, or the pool gave no connection. */
  static boolean isUnclear(Throwable failure) {
    return sqlState(failure) == null;
  }

  private static @Nullable String sqlState(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return null;
  }
}
