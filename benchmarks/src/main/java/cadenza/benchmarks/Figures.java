package cadenza.benchmarks;

import jakarta.json.JsonObject;

/**
 * What one trial of one engine showed.
 *
 * @param state {@code cold} (first work of the process), {@code warm}, or what else tells trials
 *     apart
 * @param recorded steps the engine says it sent
 * @param arrived distinct recipients at the sink
 * @param duplicates arrivals beyond the first of a recipient
 * @param early arrivals before the due time
 * @param perSecond steps from the due time to the last record; 0 where a rate was given
 * @param latenessMillis50 median of arrival minus due time; 99 likewise
 * @param serverCpu seconds per 1,000 steps; the others likewise
 * @param transactions writing transactions per step
 * @param walBytes per step
 * @param otherLoad cores that something else kept busy meanwhile; above 0.35 the trial is suspect
 */
record Figures(
    String engine,
    String mode,
    String state,
    int round,
    int steps,
    int recorded,
    int arrived,
    int duplicates,
    int early,
    double perSecond,
    double latenessMillis50,
    double latenessMillis99,
    double serverCpu,
    double databaseCpu,
    double sinkCpu,
    double transactions,
    double walBytes,
    double residentMegabytes,
    double otherLoad) {

  int lost() {
    return steps - arrived;
  }

  double cpu() {
    return serverCpu + databaseCpu;
  }

  /** From the line of JSON that the peers' harness prints. */
  static Figures ofPeer(JsonObject line, String state, int round) {
    var cpu = line.getJsonObject("cpu_s_per_1000");
    return new Figures(
        line.getString("peer"),
        line.containsKey("expected") ? "hooks" : line.getString("mode"),
        state,
        round,
        line.containsKey("expected") ? line.getInt("expected") : line.getInt("n"),
        line.getInt("sent"),
        line.getInt("arrived"),
        line.getInt("dup"),
        line.getInt("early"),
        number(line, "tasks_per_s"),
        number(line, "late_p50_ms"),
        number(line, "late_p99_ms"),
        number(cpu, "worker"),
        number(cpu, "postgres"),
        number(cpu, "sink"),
        number(line, "tx_per_task"),
        number(line, "wal_bytes_per_task"),
        number(line, "rss_mb"),
        number(line, "other_load"));
  }

  private static double number(JsonObject object, String name) {
    return object.isNull(name) ? 0 : object.getJsonNumber(name).doubleValue();
  }
}
