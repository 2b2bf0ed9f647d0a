package cadenza.benchmarks;

import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Other engines on the same work, by a harness that is not part of this product: its folder is
 * copied and built below {@code target}, and each trial is one call of its {@code run.py}, against
 * the same PostgreSQL.
 */
final class Peers {
  private static final System.Logger LOG = System.getLogger(Peers.class.getName());

  private final Path harness;
  private final Map<String, String> environment;

  private Peers(Path harness, Map<String, String> environment) {
    this.harness = harness;
    this.environment = environment;
  }

  /** Empty when there is no harness, or when it cannot be built here. */
  static Optional<Peers> of(Settings settings, Postgres postgres) throws IOException {
    var folder = settings.peers();
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      LOG.log(System.Logger.Level.INFO, "No peers: CADENZA_BENCH_PEERS names no folder");
      return Optional.empty();
    }
    var harness = settings.output().resolve("peers");
    copy(folder.get(), harness);
    var environment =
        Map.of(
            "PERF",
            settings.output().toString(),
            "PERF_PGPORT",
            Integer.toString(postgres.port()),
            "JDBC_URL",
            postgres.url("perf") + "?user=" + Postgres.USER,
            "PGURL",
            "postgres://" + Postgres.USER + "@127.0.0.1:" + postgres.port() + "/perf");
    var peers = new Peers(harness, environment);
    if (!peers.run(harness.resolve("java"), 900, List.of("mvn", "-q", "-B", "package"))) {
      LOG.log(System.Logger.Level.WARNING, "No peers: their harness does not build");
      return Optional.empty();
    }
    if (settings.anyPeers().anyMatch(name -> name.matches(".*(pg-boss|graphile).*"))) {
      peers.run(harness.resolve("node"), 900, List.of("npm", "ci"));
    }
    return Optional.of(peers);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else if (!Files.exists(target)) {
          Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  Optional<Figures> burst(String name, int steps, int round) {
    return trial(
        name,
        "warm",
        round,
        List.of("burst", "--n", Integer.toString(steps), "--warm", Integer.toString(steps)));
  }

  Optional<Figures> steady(String name, int rate, int seconds, int warm, int round) {
    return trial(
        name,
        "warm",
        round,
        List.of(
            "steady",
            "--n",
            Integer.toString(rate * seconds),
            "--rate",
            Integer.toString(rate),
            "--warm",
            Integer.toString(warm)));
  }

  /** Deliveries to ten endpoints, some of which never answer. */
  Optional<Figures> hooks(String name, int deliveries, int dead, int round) {
    return trial(
        name,
        dead == 0 ? "all well" : "one of ten dead",
        round,
        List.of(
            "burst",
            "--http",
            "--endpoints",
            "10",
            "--dead",
            Integer.toString(dead),
            "--limit",
            "60",
            "--n",
            Integer.toString(deliveries),
            "--warm",
            Integer.toString(deliveries)));
  }

  private Optional<Figures> trial(String name, String state, int round, List<String> arguments) {
    var out = harness.resolve("trial.jsonl");
    var command = new java.util.ArrayList<>(List.of("python3", "run.py", name));
    command.addAll(arguments);
    command.addAll(List.of("--out", out.toString()));
    try {
      Files.deleteIfExists(out);
      if (!run(harness, 900, command) || !Files.exists(out)) {
        LOG.log(System.Logger.Level.WARNING, "{0} gave no figures", name);
        return Optional.empty();
      }
      try (var reader = Json.createReader(new StringReader(Files.readString(out).strip()))) {
        return Optional.of(Figures.ofPeer(reader.readObject(), state, round));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean run(Path directory, int seconds, List<String> command) throws IOException {
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(harness.resolve("harness.log").toFile()));
    builder.environment().putAll(environment);
    var process = builder.start();
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        return false;
      }
      return process.exitValue() == 0;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
