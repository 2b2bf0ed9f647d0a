package cadenza.benchmarks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A run as Markdown: verdicts, medians with ratios, and every single trial. */
final class ResultTable {
  private static final String BASE = "db-scheduler";
  private static final String HOOK_BASE = "hook-pg-boss";

  private ResultTable() {}

  static String of(
      Settings settings, List<Figures> figures, List<ApiFigures> api, List<Verdict> verdicts) {
    var text = new StringBuilder("# Results\n\n");
    text.append(
        String.format(
            Locale.ROOT,
            "%d steps a burst, %d sender accounts, %d rounds, %d processors, Java %s.%n%n",
            settings.steps(),
            settings.senderAccounts(),
            settings.rounds(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version()));
    for (var verdict : verdicts) {
      text.append("- ").append(verdict.met() ? "met" : "**not met**").append(": ");
      text.append(verdict.text()).append('\n');
    }
    if (!figures.isEmpty()) {
      medians(text, figures);
      trials(text, figures);
    }
    if (!api.isEmpty()) {
      api(text, api);
    }
    return text.toString();
  }

  private static void api(StringBuilder text, List<ApiFigures> figures) {
    text.append(
        """

        ## Interface, import and enrollment

        | load | number | per second | p50 / p99 ms | errors | |
        | --- | --- | --- | --- | --- | --- |
        """);
    for (var one : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %.0f | %.1f / %.1f | %d | %s |%n",
              one.load(),
              one.count(),
              one.perSecond(),
              one.millis50(),
              one.millis99(),
              one.errors(),
              one.note()));
    }
  }

  private record Kind(String engine, String mode, String state) {
    static Kind of(Figures trial) {
      return new Kind(trial.engine(), trial.mode(), trial.state());
    }
  }

  private static void medians(StringBuilder text, List<Figures> figures) {
    text.append(
        """

        ## Medians

        The base is db-scheduler; of deliveries (`hooks`, which stand under steps) it is pg-boss.

        | engine | load | state | steps/s | x base | lateness p50 / p99 ms | CPU s/1000: server + PostgreSQL (sink) | x base | commits/step | WAL B/step | MB |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    var kinds = new LinkedHashSet<Kind>();
    figures.forEach(trial -> kinds.add(Kind.of(trial)));
    for (var kind : kinds) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %.0f | %s | %.0f / %.0f | %.3f + %.3f (%.3f) | %s | %.3f | %.0f |"
                  + " %.0f |%n",
              kind.engine,
              kind.mode,
              kind.state,
              median(figures, kind, Figures::perSecond),
              ratio(figures, kind, Figures::perSecond),
              median(figures, kind, Figures::latenessMillis50),
              median(figures, kind, Figures::latenessMillis99),
              median(figures, kind, Figures::serverCpu),
              median(figures, kind, Figures::databaseCpu),
              median(figures, kind, Figures::sinkCpu),
              ratio(figures, kind, Figures::cpu),
              median(figures, kind, Figures::transactions),
              median(figures, kind, Figures::walBytes),
              median(figures, kind, Figures::residentMegabytes)));
    }
  }

  private static double median(List<Figures> figures, Kind kind, ToDoubleFunction<Figures> value) {
    return Verdict.median(figures, kind.engine, kind.mode, kind.state, value).orElse(0);
  }

  private static String ratio(List<Figures> figures, Kind kind, ToDoubleFunction<Figures> value) {
    double base =
        kind.mode.equals("hooks")
            ? median(figures, new Kind(HOOK_BASE, kind.mode, kind.state), value)
            : median(figures, new Kind(BASE, kind.mode, "warm"), value);
    return base == 0
        ? "-"
        : String.format(Locale.ROOT, "%.2f", median(figures, kind, value) / base);
  }

  private static void trials(StringBuilder text, List<Figures> figures) {
    text.append(
        """

        ## Trials

        | engine | load | state | round | recorded | arrived | lost | duplicates | early | steps/s | p99 ms | CPU s/1000 | other load |
        | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
        """);
    for (var trial : figures) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %d | %d | %d | %d | %d | %d | %.0f | %.0f | %.3f | %.2f |%n",
              trial.engine(),
              trial.mode(),
              trial.state(),
              trial.round(),
              trial.recorded(),
              trial.arrived(),
              trial.lost(),
              trial.duplicates(),
              trial.early(),
              trial.perSecond(),
              trial.latenessMillis99(),
              trial.cpu(),
              trial.otherLoad()));
    }
  }
}
