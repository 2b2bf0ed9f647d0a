package cadenza.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What can be chosen for a run, from the environment.
 *
 * @param module the folder of this module in the checkout
 */
record Settings(Path module, Map<String, String> environment) {
  Path root() {
    return module.resolveSibling(".").normalize();
  }

  /** Everything a run leaves behind. */
  Path output() {
    return module.resolve("target/bench");
  }

  Path results() {
    return module.resolve("target/results.md");
  }

  /**
   * What to measure: {@code burst}, {@code steady}, {@code growth}, {@code import}, {@code enroll},
   * {@code api}, {@code mail}, {@code hooks}; {@code peers} alone.
   */
  List<String> parts() {
    return List.of(
        find("CADENZA_BENCH_PARTS")
            .orElse("burst,steady,growth,import,enroll,api,mail,hooks")
            .split(","));
  }

  int rounds() {
    return number("CADENZA_BENCH_ROUNDS", 3);
  }

  /** Steps of a burst; each warm-up has as many. */
  int steps() {
    return number("CADENZA_BENCH_STEPS", 20_000);
  }

  int senderAccounts() {
    return number("CADENZA_BENCH_ACCOUNTS", 20);
  }

  /** Steps a second of the steady load, and for how long. */
  int rate() {
    return number("CADENZA_BENCH_RATE", 200);
  }

  int seconds() {
    return number("CADENZA_BENCH_SECONDS", 60);
  }

  /** Waiting enrollments of the growth trials. */
  int few() {
    return number("CADENZA_BENCH_FEW", 10_000);
  }

  int many() {
    return number("CADENZA_BENCH_MANY", 1_000_000);
  }

  /** A folder with the harness of the peers, or nothing to compare with. */
  Optional<Path> peers() {
    return find("CADENZA_BENCH_PEERS").map(Path::of);
  }

  List<String> peerNames() {
    return List.of(find("CADENZA_BENCH_PEER_NAMES").orElse("db-scheduler").split(","));
  }

  /** What delivers webhooks beside us. */
  List<String> hookPeerNames() {
    return List.of(
        find("CADENZA_BENCH_HOOK_PEER_NAMES")
            .orElse("hook-pg-boss,hook-graphile-worker,hook-db-scheduler")
            .split(","));
  }

  /** All that this run may need. */
  Stream<String> anyPeers() {
    return Stream.concat(
        parts().contains("hooks") ? hookPeerNames().stream() : Stream.of(), peerNames().stream());
  }

  int databasePort() {
    return number("CADENZA_BENCH_DB_PORT", 24331);
  }

  int httpPort() {
    return number("CADENZA_BENCH_HTTP_PORT", 24380);
  }

  int smtpPort() {
    return number("CADENZA_BENCH_SMTP_PORT", 24325);
  }

  /** How long events are told at a steady rate. */
  int hookSeconds() {
    return number("CADENZA_BENCH_HOOK_SECONDS", 300);
  }

  int hookPort() {
    return number("CADENZA_BENCH_HOOK_PORT", 24326);
  }

  /** The largest heap of the server. */
  String heap() {
    return find("CADENZA_BENCH_HEAP").orElse("768m");
  }

  /** Seconds of each kind of request before they are measured, if not as each kind needs. */
  OptionalInt apiWarm() {
    return find("CADENZA_BENCH_API_WARM").stream().mapToInt(Integer::parseInt).findFirst();
  }

  /** More for the server's virtual machine, by blanks, such as a flight recording; comes last. */
  List<String> jvmOptions() {
    return find("CADENZA_BENCH_JVM").map(all -> List.of(all.split(" +"))).orElse(List.of());
  }

  private Optional<String> find(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(t -> !t.isEmpty());
  }

  private int number(String name, int otherwise) {
    return find(name).map(Integer::parseInt).orElse(otherwise);
  }
}
