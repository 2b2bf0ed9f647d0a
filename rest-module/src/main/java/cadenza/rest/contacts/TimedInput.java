package cadenza.rest.contacts;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A body that has to be here within a time. The server's own timeout counts from byte to byte, and
 * so lets a trickle go on for ever.
 */
final class TimedInput extends FilterInputStream {
  private final LongSupplier nanos;
  private final Duration longest;
  private final long start;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  TimedInput(InputStream in, Duration longest, LongSupplier nanos) {
    super(in);
    this.nanos = nanos;
    this.longest = longest;
    this.start = nanos.getAsLong();
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    check();
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int some = super.read(into, offset, length);
    check();
    return some;
  }

  private void check() {
    if (nanos.getAsLong() - start > longest.toNanos()) {
      throw new ProblemException(
          Problem.of(
              408,
              "request_timeout",
              "The file took longer than " + longest.toMinutes() + " minutes to come."));
    }
  }
}
