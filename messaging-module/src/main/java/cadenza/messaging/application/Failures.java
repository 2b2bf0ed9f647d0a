package cadenza.messaging.application;

import cadenza.kernel.api.PassingFailure;
import java.sql.SQLException;
import java.util.Set;

/** Tells why a commit failed: because of one row, because the database is away, or nobody knows. */
enum Failures {
  /** What one row holds will never do: data, a constraint, a size, or our own code over it. */
  ROW,
  /** The database is away, busy, or set aside this once: the same will do later. */
  PASSING,
  /**
   * It may be a row, and more likely the whole database: read only, no rights, another password, a
   * commit that failed without a word.
   */
  UNCLEAR;

  private static final Set<String> OF_A_ROW = Set.of("21", "22", "23", "54");

  private static final Set<String> FRAMEWORKS =
      Set.of("jakarta.", "org.hibernate.", "com.ibm.", "org.postgresql.", "java.sql.");

  static Failures of(Throwable failure) {
    boolean foreign = false;
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof SQLException sql && PassingFailure.is(sql)) {
        return PASSING;
      }
      if (one instanceof SQLException sql && sql.getSQLState() != null) {
        return OF_A_ROW.contains(group(sql.getSQLState())) ? ROW : UNCLEAR;
      }
      foreign |= isForeign(one);
    }
    return foreign ? UNCLEAR : ROW;
  }

  private static String group(String state) {
    return state.length() < 2 ? "" : state.substring(0, 2);
  }

  private static boolean isForeign(Throwable one) {
    var name = one.getClass().getName();
    return one instanceof Error || FRAMEWORKS.stream().anyMatch(name::startsWith);
  }
}
