package cadenza.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Locale;

/** Counters of the three processes and the database, read before and after a load. */
record Meter(
    double server, double database, double sink, double machine, long xid, long wal, long nanos) {

  static Meter read(ProcessHandle server, Postgres postgres, ProcessHandle sink)
      throws IOException, SQLException {
    try (var connection = postgres.connect("postgres");
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select pg_current_xact_id()::text::bigint,"
                    + " pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")) {
      row.next();
      return new Meter(
          Processes.treeSeconds(server),
          Processes.treeSeconds(postgres.pid()),
          Processes.treeSeconds(sink),
          Processes.machineSeconds(),
          row.getLong(1),
          row.getLong(2),
          System.nanoTime());
    }
  }

  /** What one of so many requests took of the processors since an earlier reading. */
  String perRequest(Meter before, int requests) {
    double millis = 1_000.0 / Math.max(1, requests);
    return String.format(
        Locale.ROOT,
        "CPU ms a request: server %.2f + PostgreSQL %.2f",
        (server - before.server) * millis,
        (database - before.database) * millis);
  }

  /** Cores that nothing of ours kept busy between an earlier reading and this one. */
  double otherLoad(Meter before) {
    double ours = server - before.server + database - before.database + sink - before.sink;
    return (machine - before.machine - ours) / ((nanos - before.nanos) / 1e9);
  }
}
