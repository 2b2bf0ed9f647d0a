package cadenza.benchmarks;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The interface as one program uses it: on a few connections that stay open. */
final class ApiTrial {
  private static final int CONNECTIONS = 8;

  /**
   * Seconds of each kind until both compilers are mostly done with it, on two processors (ADR 18).
   */
  private static final int WARM_LIST = 160;

  private static final int WARM_CREATE = 100;
  private static final int WARM_ENROLL = 60;
  private static final int WARM_OPEN = 40;

  private final Cadenza server;
  private final Trial steps;
  private final ApiLoads loads;
  private final int seconds;
  private final AtomicInteger errors = new AtomicInteger();

  /**
   * @param steps of the same server
   * @param seconds how long each load is measured
   */
  ApiTrial(Cadenza server, Trial steps, int seconds) {
    this.server = server;
    this.steps = steps;
    this.loads = new ApiLoads(server);
    this.seconds = seconds;
  }

  /**
   * Each connection asks again as soon as it has its answer. Each kind of request is measured right
   * after its own warm-up.
   *
   * @param warm seconds before, which are not counted; absent: as each kind needs
   */
  List<ApiFigures> closed(OptionalInt warm) throws IOException, SQLException {
    return List.of(
        measured(loads.list(), warm.orElse(WARM_LIST)),
        measured(loads.create(), warm.orElse(WARM_CREATE)),
        measured(
            loads.enroll(WARM_ENROLL + seconds), Math.min(warm.orElse(WARM_ENROLL), WARM_ENROLL)));
  }

  private ApiFigures measured(ApiLoads.Load load, int warm) throws IOException, SQLException {
    run(load, warm);
    errors.set(0);
    var before = steps.meter();
    var nanos = run(load, seconds);
    var after = steps.meter();
    return ApiFigures.of(
        load.name(),
        nanos,
        errors.get(),
        seconds,
        2_000,
        25,
        after.perRequest(before, nanos.length));
  }

  private long[] run(ApiLoads.Load load, int seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    return together(
        CONNECTIONS,
        client -> {
          var nanos = new Samples();
          for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
            note(load.call().on(client), load.expected());
            nanos.add(System.nanoTime() - began);
          }
          return nanos.all();
        });
  }

  /** Walks through all contacts: the last pages must cost what the first ones do. */
  ApiFigures depth() throws IOException {
    errors.set(0);
    try (var client = new WireClient(server.url(), server.token())) {
      var nanos = new Samples();
      var path = "/v1/contacts/?limit=200";
      long began = System.nanoTime();
      for (var cursor = ""; ; ) {
        long asked = System.nanoTime();
        var answer = client.get(path + cursor);
        nanos.add(System.nanoTime() - asked);
        var next = BulkTrial.object(answer, 200).get("next_cursor");
        if (next == null || next == JsonValue.NULL || nanos.size() > 20_000) {
          break;
        }
        cursor = "&cursor=" + next.toString().replace("\"", "");
      }
      double took = (System.nanoTime() - began) / 1e9;
      var all = nanos.all();
      int some = Math.min(500, all.length / 2);
      return ApiFigures.of(
          "list pages of 200 to the end",
          all,
          errors.get(),
          took,
          0,
          0,
          String.format(
              Locale.ROOT,
              "median of the first %d pages %.2f ms, of the last %.2f ms",
              some,
              median(Arrays.copyOf(all, some)),
              median(Arrays.copyOfRange(all, all.length - some, all.length))));
    }
  }

  private static double median(long[] nanos) {
    Arrays.sort(nanos);
    return ApiFigures.quantile(nanos, 0.5);
  }

  /**
   * So many requests a second, whatever the answers take, beside steps that are being sent. A
   * request that had to wait for its turn is late, and that counts.
   */
  ApiFigures open(int rate, int stepsPerSecond, OptionalInt warm) throws IOException, SQLException {
    int before = warm.orElse(WARM_OPEN);
    if (before > 0) {
      beside(rate, stepsPerSecond, before, "before it counts");
    }
    errors.set(0);
    var measured = beside(rate, stepsPerSecond, seconds, "beside the interface");
    return ApiFigures.of(
        rate + " requests/s, 70 % reads, beside " + stepsPerSecond + " steps/s",
        measured.nanos(),
        errors.get(),
        measured.seconds(),
        0,
        60,
        String.format(
            Locale.ROOT,
            "steps: lateness p99 %.0f ms, lost %d, duplicates %d",
            measured.steps().latenessMillis99(),
            measured.steps().lost(),
            measured.steps().duplicates()));
  }

  /**
   * @param seconds until the last request was answered
   */
  private record Beside(long[] nanos, double seconds, Figures steps) {}

  /** Both begin at the same instant and are due for equally long. */
  private Beside beside(int rate, int stepsPerSecond, int seconds, String state)
      throws IOException, SQLException {
    var pool = Executors.newSingleThreadExecutor();
    try {
      var answered = new AtomicLong();
      var requests =
          new FutureTask<>(
              () -> {
                long began = System.nanoTime();
                var nanos = openLoop(rate, rate * seconds);
                answered.set(System.nanoTime() - began);
                return nanos;
              });
      var sent = steps.steady(state, 1, stepsPerSecond, seconds, () -> pool.execute(requests));
      return new Beside(requests.get(), answered.get() / 1e9, sent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private long[] openLoop(int rate, int number) throws IOException {
    var reads = loads.list();
    var writes = loads.create();
    long start = System.nanoTime();
    var turn = new AtomicInteger();
    return together(
        CONNECTIONS,
        client -> {
          var nanos = new Samples();
          for (int mine = turn.getAndIncrement(); mine < number; mine = turn.getAndIncrement()) {
            long due = start + mine * (1_000_000_000L / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            var load = mine % 10 < 7 ? reads : writes;
            note(load.call().on(client), load.expected());
            nanos.add(System.nanoTime() - due);
          }
          return nanos.all();
        });
  }

  private void note(WireClient.Answer answer, int expected) {
    if (answer.status() != expected) {
      errors.incrementAndGet();
    }
  }

  private interface Connected {
    long[] with(WireClient client) throws IOException;
  }

  private long[] together(int connections, Connected work) throws IOException {
    var pool = Executors.newFixedThreadPool(connections);
    try {
      var tasks = new ArrayList<Callable<long[]>>();
      for (int i = 0; i < connections; i++) {
        tasks.add(
            () -> {
              try (var client = new WireClient(server.url(), server.token())) {
                return work.with(client);
              }
            });
      }
      var all = new Samples();
      for (var done : pool.invokeAll(tasks)) {
        Arrays.stream(done.get()).forEach(all::add);
      }
      return all.all();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
