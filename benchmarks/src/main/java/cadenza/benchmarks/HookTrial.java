package cadenza.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Webhook deliveries to the endpoints of a witness. */
final class HookTrial {
  private static final int ENDPOINTS = 10;
  private static final long PATIENCE_SECONDS = 120;
  private static final double FIRST_BYTE_MILLIS_99 = 2_000;

  /** What a body is filled up to; the peers' have as much. */
  private static final int BYTES = 600;

  private final Cadenza server;
  private final Postgres postgres;
  private final Witness sink;
  private final String url;
  private final Path logs;

  HookTrial(Cadenza server, Postgres postgres, Witness sink, int port, Path logs) {
    this.server = server;
    this.postgres = postgres;
    this.sink = sink;
    this.url = "http://127.0.0.1:" + port;
    this.logs = logs;
  }

  /** The same number to each of ten endpoints, at first none, then one of them never answering. */
  List<Figures> bursts(int round, int deliveries) throws IOException, SQLException {
    var endpoints = new ArrayList<String>();
    for (int i = 0; i < ENDPOINTS; i++) {
      endpoints.add(server.endpoint(url + "/hook/e" + i, "contact.deleted"));
    }
    var figures = new ArrayList<Figures>();
    figures.add(burst("all well, cold", round, deliveries, ENDPOINTS));
    figures.add(burst("all well", round, deliveries, ENDPOINTS));
    server.move(endpoints.get(0), url + HookSink.DEAD + "e0");
    // long enough that the dead one is waited for, given up and tried again
    figures.add(burst("one of ten dead", round, 3 * deliveries, ENDPOINTS - 1));
    for (var endpoint : endpoints) {
      server.silence(endpoint);
    }
    return figures;
  }

  private Figures burst(String state, int round, int deliveries, int well)
      throws IOException, SQLException {
    int expected = deliveries / ENDPOINTS * well;
    long start = Sink.micros() + TimeUnit.SECONDS.toMicros(5) + deliveries * 100L;
    long earlier = succeeded();
    seed(deliveries, start);
    sink.forget();
    while (Sink.micros() < start - 200_000) {
      Trial.pause(5);
    }
    var before = Meter.read(server.process(), postgres, sink.process());
    long deadline = start + TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
    while (Sink.micros() < deadline && sink.count() < expected) {
      Trial.pause(20);
    }
    while (Sink.micros() < deadline && succeeded() - earlier < expected) {
      Trial.pause(10);
    }
    long end = Sink.micros();
    var after = Meter.read(server.process(), postgres, sink.process());
    Trial.pause(1_000);
    int recorded = (int) (succeeded() - earlier);
    var arrivals = sink.arrivals(logs.resolve("hooks-" + state + "-" + round + ".tsv"));
    return figures(state, round, expected, recorded, start, end, arrivals, before, after);
  }

  private Figures figures(
      String state,
      int round,
      int expected,
      int recorded,
      long start,
      long end,
      List<Sink.Arrival> arrivals,
      Meter before,
      Meter after) {
    var seen = new HashSet<String>();
    int early = 0;
    var lateness = new long[arrivals.size()];
    for (var arrival : arrivals) {
      early += arrival.micros() < start ? 1 : 0;
      if (seen.add(arrival.to() + ' ' + arrival.id())) {
        lateness[seen.size() - 1] = (arrival.micros() - start) * 1_000;
      }
    }
    var sorted = Arrays.copyOf(lateness, seen.size());
    Arrays.sort(sorted);
    double thousands = expected / 1_000.0;
    return new Figures(
        "cadenza",
        "hooks",
        state,
        round,
        expected,
        recorded,
        seen.size(),
        arrivals.size() - seen.size(),
        early,
        recorded / ((end - start) / 1e6),
        ApiFigures.quantile(sorted, 0.5),
        ApiFigures.quantile(sorted, 0.99),
        (after.server() - before.server()) / thousands,
        (after.database() - before.database()) / thousands,
        (after.sink() - before.sink()) / thousands,
        (after.xid() - before.xid()) / (double) expected,
        (after.wal() - before.wal()) / (double) expected,
        Processes.residentMegabytes(server.process()),
        after.otherLoad(before));
  }

  /** As if the relay had told them: events with a body, and a delivery of each to one endpoint. */
  private void seed(int deliveries, long start) throws SQLException {
    try (var connection = postgres.connect(Cadenza.DATABASE)) {
      run(connection, "drop table if exists told");
      run(
          connection,
          """
          create unlogged table told as
          select i, webhooks.next_id() as id, e.workspace_id, e.id as endpoint_id
          from generate_series(0, %d) i
          join (select row_number() over (order by number) - 1 as place, *
                from webhooks.endpoint where status = 'ENABLED') e on e.place = i %% %d
          """
              .formatted(deliveries - 1, ENDPOINTS));
      run(
          connection,
          """
          insert into webhooks.event (workspace_id, id, type, occurred_at, payload)
          select workspace_id, id, 'contact.deleted', now(),
            '{"type":"contact.deleted","id":"' || id || '","data":{"words":"'
              || repeat('x', %d) || '"}}'
          from told order by i
          """
              .formatted(BYTES - 110));
      run(
          connection,
          """
          insert into webhooks.delivery (workspace_id, id, endpoint_id, event_id, event_type,
            event_number, status, next_attempt_at, created_at)
          select workspace_id, webhooks.next_id(), endpoint_id, id, 'contact.deleted', i, 'PENDING',
            timestamptz 'epoch' + %d * interval '1 microsecond', now()
          from told order by i
          """
              .formatted(start));
      run(connection, "analyze");
    }
    if (Sink.micros() > start) {
      throw new IllegalStateException("seeding ended after T0");
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long succeeded() throws SQLException {
    try (var connection = postgres.connect(Cadenza.DATABASE);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from webhooks.delivery where status = 'SUCCEEDED'")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** From the commit of an event until an endpoint has its request. */
  ApiFigures steady(int rate, int endpoints, int seconds) throws IOException, SQLException {
    for (int i = 0; i < endpoints; i++) {
      server.endpoint(url + "/hook/s" + i, "contact.created");
    }
    post("warm", rate, 10);
    Trial.pause(2_000);
    sink.forget();
    post("told", rate, seconds);
    int expected = rate * seconds * endpoints;
    long deadline = Sink.micros() + TimeUnit.SECONDS.toMicros(PATIENCE_SECONDS);
    while (Sink.micros() < deadline && sink.count() < expected) {
      Trial.pause(20);
    }
    Trial.pause(1_000);
    var committed = committed();
    var seen = new HashSet<String>();
    var arrivals = sink.arrivals(logs.resolve("hooks-steady.tsv"));
    var nanos =
        arrivals.stream()
            .filter(arrival -> seen.add(arrival.to() + ' ' + arrival.id()))
            .flatMapToLong(
                arrival ->
                    Stream.ofNullable(committed.get(arrival.id()))
                        .mapToLong(at -> (arrival.micros() - at) * 1_000))
            .toArray();
    return ApiFigures.of(
        String.format(
            Locale.ROOT, "commit until an endpoint has it, %d events/s x %d", rate, endpoints),
        nanos,
        expected - nanos.length + arrivals.size() - seen.size(),
        seconds,
        0,
        FIRST_BYTE_MILLIS_99,
        "bar of the median 250 ms");
  }

  /** Each contact that is created is an event. */
  private void post(String name, int rate, int seconds) throws IOException {
    try (var client = new WireClient(server.url(), server.token())) {
      long start = System.nanoTime();
      for (int i = 0; i < rate * seconds; i++) {
        long due = start + i * (1_000_000_000L / rate);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        var body =
            "{\"full_name\":\"Avery Chen\",\"emails\":[{\"label\":\"work\",\"address\":\"%s%d@"
                    .formatted(name, i)
                + "company.example\"}]}";
        var answer =
            client.post("/v1/contacts/", "application/json", body.getBytes(StandardCharsets.UTF_8));
        if (answer.status() != 201) {
          throw new IOException(answer.status() + " " + answer.body());
        }
      }
    }
  }

  /** When the transaction of each event has ended, in microseconds. */
  private Map<String, Long> committed() throws SQLException {
    try (var connection = postgres.connect(Cadenza.DATABASE);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select payload::json ->> 'id',"
                    + " (extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000000)::bigint"
                    + " from webhooks.event where type = 'contact.created'")) {
      var times = new HashMap<String, Long>();
      while (row.next()) {
        times.put(row.getString(1), row.getLong(2));
      }
      return times;
    }
  }
}
