package cadenza.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures the product and, when their harness is at hand, its peers on the same PostgreSQL, round
 * by round in turn, because only figures of one interleaved run make a ratio.
 */
public final class Benchmark {
  private static final System.Logger LOG = System.getLogger(Benchmark.class.getName());

  private final Settings settings;
  private final Postgres postgres;
  private final Optional<Peers> peers;
  private final List<Figures> figures = new ArrayList<>();
  private final List<ApiFigures> api = new ArrayList<>();

  private Benchmark(Settings settings, Postgres postgres, Optional<Peers> peers) {
    this.settings = settings;
    this.postgres = postgres;
    this.peers = peers;
  }

  /** Arguments: the folder of this module. */
  public static void main(String[] arguments) throws IOException, SQLException {
    var settings = new Settings(Path.of(arguments[0]).toAbsolutePath(), System.getenv());
    Files.createDirectories(settings.output());
    try (var postgres = Postgres.start(settings.output(), settings.databasePort())) {
      var benchmark = new Benchmark(settings, postgres, Peers.of(settings, postgres));
      benchmark.run();
      var verdicts = new ArrayList<>(Verdict.of(benchmark.figures));
      benchmark.api.stream()
          .filter(ApiFigures::isJudged)
          .map(ApiFigures::verdict)
          .forEach(verdicts::add);
      Files.writeString(
          settings.results(), ResultTable.of(settings, benchmark.figures, benchmark.api, verdicts));
      LOG.log(System.Logger.Level.INFO, "\n{0}", Files.readString(settings.results()));
      if (verdicts.stream().anyMatch(verdict -> verdict.must() && !verdict.met())) {
        System.exit(1);
      }
    }
  }

  private void run() throws IOException, SQLException {
    var parts = settings.parts();
    for (int round = 1; round <= settings.rounds(); round++) {
      if (parts.contains("burst") || parts.contains("peers")) {
        peersBurst(round);
      }
      if (parts.contains("burst")) {
        burst(round);
      }
      if (parts.contains("growth")) {
        growth(round, "few waiting", settings.few());
        growth(round, "many waiting", settings.many());
      }
    }
    if (parts.contains("hooks")) {
      hooks();
    }
    if (parts.contains("steady")) {
      peersSteady();
      steady();
    }
    if (parts.contains("import")) {
      onFilledServer(
          Cadenza::start, (server, trial) -> api.addAll(bulk(server).imports(settings.rounds())));
    }
    if (parts.contains("enroll")) {
      onFilledServer(
          Cadenza::start,
          (server, trial) -> api.addAll(bulk(server).enrollments(settings.rounds())));
    }
    if (parts.contains("api")) {
      onFilledServer(Cadenza::startWithBothCompilers, this::api);
    }
    if (parts.contains("mail")) {
      mail();
    }
  }

  private void peersBurst(int round) {
    for (var name : settings.peerNames()) {
      peers.ifPresent(engines -> keep(name, () -> engines.burst(name, settings.steps(), round)));
    }
  }

  private void peersSteady() {
    for (var name : settings.peerNames()) {
      peers.ifPresent(
          engines ->
              keep(
                  name,
                  () ->
                      engines.steady(
                          name, settings.rate(), settings.seconds(), settings.steps(), 1)));
    }
  }

  private void keep(String name, Supplier<Optional<Figures>> trial) {
    LOG.log(System.Logger.Level.INFO, "measuring {0}", name);
    trial.get().ifPresent(this::keep);
  }

  private void keep(Figures trial) {
    LOG.log(System.Logger.Level.INFO, "{0}", trial);
    figures.add(trial);
  }

  /** A fresh server: the first burst is its cold one, the second is measured as the peers' are. */
  private void burst(int round) throws IOException, SQLException {
    onFreshServer(
        0,
        trial -> {
          keep(trial.burst("cold", round, settings.steps()));
          keep(trial.burst("warm", round, settings.steps()));
        });
  }

  private void growth(int round, String state, int waiting) throws IOException, SQLException {
    onFreshServer(
        waiting,
        trial -> {
          keep(trial.burst("cold, " + state, round, settings.steps()));
          keep(trial.burst(state, round, settings.steps()));
        });
  }

  private void steady() throws IOException, SQLException {
    onFreshServer(
        0,
        trial -> {
          keep(trial.burst("before steady", 1, settings.steps()));
          keep(trial.steady("warm", 1, settings.rate(), settings.seconds()));
        });
  }

  private BulkTrial bulk(Cadenza server) {
    return new BulkTrial(server, postgres);
  }

  private void api(Cadenza server, Trial trial) throws IOException, SQLException {
    var requests = new ApiTrial(server, trial, Math.min(settings.seconds(), 20));
    api.addAll(requests.closed(settings.apiWarm()));
    api.add(requests.depth());
    trial.burst("before the interface", 1, settings.steps());
    api.add(requests.open(200, 1_000, settings.apiWarm()));
  }

  /** One mailbox, and a message to each of those who will answer. */
  private void mail() throws IOException, SQLException {
    try (var host = MailHost.start();
        var witness = Witness.ofMail(settings.smtpPort());
        var server = Cadenza.start(settings, postgres)) {
      server.prepare(1, settings.smtpPort());
      server.readMailAt(host.port(), MailHost.USER, MailHost.PASSWORD);
      var workload = Workload.on(postgres);
      var trial = new Trial(server, postgres, witness, workload, settings.output());
      trial.burst("before the mail", 1, MailTrial.messages());
      var sent = witness.arrivals(settings.output().resolve("answered.tsv"));
      try (var database = postgres.connect(Cadenza.DATABASE)) {
        api.addAll(new MailTrial(database, host, sent).run());
      }
    }
  }

  /** Ours and the peers' in turn, and then how soon an event is told. */
  private void hooks() throws IOException, SQLException {
    for (int round = 1; round <= settings.rounds(); round++) {
      int now = round;
      for (var name : settings.hookPeerNames()) {
        for (int dead = 0; dead < 2; dead++) {
          int silent = dead;
          peers.ifPresent(
              engines -> keep(name, () -> engines.hooks(name, settings.steps(), silent, now)));
        }
      }
      onHookedServer(trial -> trial.bursts(now, settings.steps()).forEach(this::keep));
    }
    onHookedServer(trial -> api.add(trial.steady(50, 3, settings.hookSeconds())));
  }

  private interface HookLoad {
    void on(HookTrial trial) throws IOException, SQLException;
  }

  private void onHookedServer(HookLoad load) throws IOException, SQLException {
    try (var sink = Witness.ofHooks(settings.hookPort());
        var server = Cadenza.start(settings, postgres)) {
      load.on(new HookTrial(server, postgres, sink, settings.hookPort(), settings.output()));
    }
  }

  private interface FilledLoad {
    void on(Cadenza server, Trial trial) throws IOException, SQLException;
  }

  private interface Start {
    Cadenza of(Settings settings, Postgres postgres) throws SQLException;
  }

  /** A workspace that holds many contacts. */
  private void onFilledServer(Start start, FilledLoad load) throws IOException, SQLException {
    try (var witness = Witness.ofMail(settings.smtpPort());
        var server = start.of(settings, postgres)) {
      server.prepare(settings.senderAccounts(), settings.smtpPort());
      var workload = Workload.on(postgres);
      server.fill(settings.many());
      load.on(server, new Trial(server, postgres, witness, workload, settings.output()));
    }
  }

  private interface Load {
    void on(Trial trial) throws IOException, SQLException;
  }

  private void onFreshServer(int waiting, Load load) throws IOException, SQLException {
    try (var witness = Witness.ofMail(settings.smtpPort());
        var server = Cadenza.start(settings, postgres)) {
      server.prepare(settings.senderAccounts(), settings.smtpPort());
      var workload = Workload.on(postgres);
      if (waiting > 0) {
        workload.wait(waiting);
      }
      load.on(new Trial(server, postgres, witness, workload, settings.output()));
    }
  }
}
