package cadenza.kernel.api;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a database refuses now and may do later, by SQLSTATE (PostgreSQL, appendix A). */
public final class PassingFailure {
  /** Connection, transaction rollback, resources, operator intervention, system error. */
  private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

  /** A row that another transaction holds. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** A statement took too long, perhaps because of what one row holds: that need not pass. */
  private static final String CANCELED = "57014";

  private PassingFailure() {}

  /** Whether the first answer of a database behind a failure is such a one. */
  public static boolean isBehind(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof SQLException answer) {
        return is(answer);
      }
    }
    return false;
  }

  public static boolean is(SQLException failure) {
    if (failure instanceof SQLTransientException || failure instanceof SQLRecoverableException) {
      return true;
    }
    var state = failure.getSQLState();
    return state != null
        && !state.equals(CANCELED)
        && (state.equals(LOCK_NOT_AVAILABLE)
            || state.length() >= 2 && CLASSES.contains(state.substring(0, 2)));
  }
}
