package cadenza.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What one load on the interface came to.
 *
 * @param perSecond requests, or contacts where one request is for many
 * @param must the rate that a user may ask for; 0 for none
 * @param mustMillis99 the latency that a user may ask for; 0 for none
 * @param note what else was seen
 */
record ApiFigures(
    String load,
    long count,
    int errors,
    double perSecond,
    double millis50,
    double millis99,
    double must,
    double mustMillis99,
    String note) {

  static ApiFigures of(
      String load,
      long[] nanos,
      int errors,
      double seconds,
      double must,
      double mustMillis99,
      String note) {
    var sorted = nanos.clone();
    Arrays.sort(sorted);
    return new ApiFigures(
        load,
        sorted.length,
        errors,
        sorted.length / seconds,
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        must,
        mustMillis99,
        note);
  }

  /** In milliseconds. */
  static double quantile(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))] / 1e6;
  }

  /** Whether there is a bar for it. */
  boolean isJudged() {
    return must > 0 || mustMillis99 > 0;
  }

  boolean met() {
    return errors == 0
        && (must == 0 || perSecond >= must)
        && (mustMillis99 == 0 || millis99 <= mustMillis99);
  }

  Verdict verdict() {
    var text = new StringBuilder(load);
    text.append(String.format(Locale.ROOT, ": %.0f/s", perSecond));
    if (must > 0) {
      text.append(String.format(Locale.ROOT, " (bar %.0f)", must));
    }
    if (mustMillis99 > 0) {
      text.append(String.format(Locale.ROOT, ", p99 %.1f ms (bar %.0f)", millis99, mustMillis99));
    }
    text.append(", errors ").append(errors);
    return new Verdict(text.toString(), false, met());
  }
}
