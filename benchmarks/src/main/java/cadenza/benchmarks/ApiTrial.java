package cadenza.benchmarks;

import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The interface as one program uses it: on a few connections that stay open. */
final class ApiTrial {
  private static final int CONNECTIONS = 8;
  private static final String JSON = "application/json";

  /** Seconds: there are only so many people, and each is enrolled once. */
  private static final int MOST_ENROLLING = 60;

  private final Cadenza server;
  private final int seconds;
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();

  ApiTrial(Cadenza server, int seconds) {
    this.server = server;
    this.seconds = seconds;
  }

  private interface Call {
    WireClient.Answer on(WireClient client) throws IOException;
  }

  /**
   * Each connection asks again as soon as it has its answer.
   *
   * @param warm seconds of each kind of request before, which are not counted
   */
  List<ApiFigures> closed(int warm) throws IOException {
    var figures = new ArrayList<ApiFigures>();
    var sequence = server.another();
    var people = server.people(60_000);
    var next = new AtomicInteger();
    Call create = client -> client.post("/v1/contacts/", JSON, contact());
    Call enroll =
        client ->
            client.post(
                "/v1/sequences/enrollments/",
                JSON,
                enrollment(sequence, people.get(next.getAndIncrement() % people.size())));
    Call list = client -> client.get("/v1/contacts/?limit=50");
    run(create, warm);
    run(enroll, Math.min(warm, MOST_ENROLLING));
    run(list, warm);
    figures.add(measured("create contact, 8 connections", create));
    figures.add(measured("enroll, 8 connections", enroll));
    figures.add(measured("list 50, 8 connections", list));
    return figures;
  }

  private ApiFigures measured(String load, Call call) throws IOException {
    errors.set(0);
    var nanos = run(call, seconds);
    return ApiFigures.of(load, nanos, errors.get(), seconds, 2_000, 25, "");
  }

  private long[] run(Call call, int seconds) throws IOException {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    return together(
        CONNECTIONS,
        client -> {
          var nanos = new Samples();
          for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
            note(call.on(client));
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
        if (next == null || next == JsonValue.NULL || nanos.all().length > 20_000) {
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
  ApiFigures open(Trial steps, int rate, int stepsPerSecond) throws IOException, SQLException {
    errors.set(0);
    var going = new AtomicBoolean(true);
    var pool = Executors.newSingleThreadExecutor();
    try {
      Future<long[]> requests = pool.submit(() -> openLoop(rate, going));
      var sent = steps.steady("beside the interface", 1, stepsPerSecond, seconds);
      going.set(false);
      var all = requests.get();
      // the seeding before and the pause after are not the load
      int during = Math.min(all.length, rate * seconds);
      var nanos = Arrays.copyOfRange(all, all.length - during, all.length);
      return ApiFigures.of(
          rate + " requests/s, 70 % reads, beside " + stepsPerSecond + " steps/s",
          nanos,
          errors.get(),
          seconds,
          0,
          60,
          String.format(
              Locale.ROOT,
              "steps: lateness p99 %.0f ms, lost %d, duplicates %d",
              sent.latenessMillis99(),
              sent.lost(),
              sent.duplicates()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private long[] openLoop(int rate, AtomicBoolean going) throws IOException {
    long start = System.nanoTime();
    var turn = new AtomicInteger();
    return together(
        CONNECTIONS,
        client -> {
          var nanos = new Samples();
          while (going.get()) {
            int mine = turn.getAndIncrement();
            long due = start + mine * (1_000_000_000L / rate);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            note(
                mine % 10 < 7
                    ? client.get("/v1/contacts/?limit=50")
                    : client.post("/v1/contacts/", JSON, contact()));
            nanos.add(System.nanoTime() - due);
          }
          return nanos.all();
        });
  }

  private void note(WireClient.Answer answer) {
    if (answer.status() / 100 != 2) {
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

  private byte[] contact() {
    return ("{\"full_name\":\"Avery Chen\",\"emails\":[{\"label\":\"work\",\"address\":\"api"
            + number.incrementAndGet()
            + "@company.example\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] enrollment(String sequence, String contact) {
    return ("{\"sequence_id\":\""
            + sequence
            + "\",\"recipient\":{\"contact_id\":\""
            + contact
            + "\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Numbers in the order in which they came. */
  private static final class Samples {
    private long[] values = new long[1 << 14];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    long[] all() {
      return Arrays.copyOf(values, size);
    }
  }
}
