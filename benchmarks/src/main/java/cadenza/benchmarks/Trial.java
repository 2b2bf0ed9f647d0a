package cadenza.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One load on one running server: due times are written ahead of T0, and from T0 on the sink and
 * the database tell what happened.
 */
final class Trial {
  private static final long PATIENCE_SECONDS = 240;

  private final Cadenza server;
  private final Postgres postgres;
  private final Witness witness;
  private final Workload workload;
  private final Path logs;

  Trial(Cadenza server, Postgres postgres, Witness witness, Workload workload, Path logs) {
    this.server = server;
    this.postgres = postgres;
    this.witness = witness;
    this.workload = workload;
    this.logs = logs;
  }

  /** So many steps due at one instant. */
  Figures burst(String state, int round, int steps) throws IOException, SQLException {
    return run("burst", state, round, steps, 0, () -> {});
  }

  /** Step i is due at T0 + i / rate. */
  Figures steady(String state, int round, int rate, int seconds) throws IOException, SQLException {
    return steady(state, round, rate, seconds, () -> {});
  }

  /**
   * @param besides is called when the first step is due
   */
  Figures steady(String state, int round, int rate, int seconds, Runnable besides)
      throws IOException, SQLException {
    return run("steady", state, round, rate * seconds, rate, besides);
  }

  Meter meter() throws IOException, SQLException {
    return Meter.read(server.process(), postgres, witness.process());
  }

  private Figures run(String mode, String state, int round, int steps, int rate, Runnable besides)
      throws IOException, SQLException {
    long lead = workload.leadMicros(steps);
    long start = Sink.micros() + lead;
    int first = workload.seed(steps, start, rate);
    witness.forget();
    awaitMicros(start - 200_000);
    var before = meter();
    awaitMicros(start);
    besides.run();
    long end = awaitRecorded(start, steps, first, rate == 0 ? 0 : (long) steps * 1_000_000 / rate);
    var after = meter();
    pause(1_000);
    int recorded = workload.recorded(first);
    return figures(mode, state, round, steps, rate, first, start, end, recorded, before, after);
  }

  /** When the last step was recorded, to within a poll; asked of the database only near the end. */
  private long awaitRecorded(long start, int steps, int first, long spread)
      throws IOException, SQLException {
    long deadline = start + spread + TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
    while (Sink.micros() < deadline && witness.count() < steps) {
      pause(20);
    }
    while (Sink.micros() < deadline && workload.recorded(first) < steps) {
      pause(10);
    }
    return Sink.micros();
  }

  private Figures figures(
      String mode,
      String state,
      int round,
      int steps,
      int rate,
      int first,
      long start,
      long end,
      int recorded,
      Meter before,
      Meter after)
      throws IOException {
    var seen = new HashSet<Integer>();
    var ids = new HashMap<String, Integer>();
    int duplicates = 0;
    int early = 0;
    var lateness = new long[steps];
    for (var arrival : witness.arrivals(logs.resolve(mode + "-" + state + "-" + round + ".tsv"))) {
      int index = Workload.index(arrival.to()) - first;
      if (index < 0 || index >= steps) {
        continue;
      }
      ids.merge(arrival.id(), 1, Integer::sum);
      if (!seen.add(index)) {
        duplicates++;
        continue;
      }
      long due = start + (rate == 0 ? 0 : (long) index * 1_000_000 / rate);
      lateness[seen.size() - 1] = arrival.micros() - due;
      early += arrival.micros() < due ? 1 : 0;
    }
    if (ids.size() != seen.size() + duplicates) {
      throw new IllegalStateException("Message-IDs repeat: " + ids.size() + " of " + seen.size());
    }
    var sorted = Arrays.copyOf(lateness, seen.size());
    Arrays.sort(sorted);
    double thousands = steps / 1_000.0;
    return new Figures(
        "cadenza",
        mode,
        state,
        round,
        steps,
        recorded,
        seen.size(),
        duplicates,
        early,
        rate == 0 ? recorded / ((end - start) / 1e6) : 0,
        percentile(sorted, 0.5),
        percentile(sorted, 0.99),
        (after.server() - before.server()) / thousands,
        (after.database() - before.database()) / thousands,
        (after.sink() - before.sink()) / thousands,
        (after.xid() - before.xid()) / (double) steps,
        (after.wal() - before.wal()) / (double) steps,
        Processes.residentMegabytes(server.process()),
        after.otherLoad(before));
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0
        ? -1
        : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1_000.0;
  }

  private static void awaitMicros(long micros) {
    while (Sink.micros() < micros) {
      pause(5);
    }
  }

  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
