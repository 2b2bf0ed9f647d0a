package cadenza.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * One sentence about a bar.
 *
 * @param must whether the run fails when it is not met
 */
record Verdict(String text, boolean must, boolean met) {

  /** What this run can be judged by; a bar whose trials were not made is not mentioned. */
  static List<Verdict> of(List<Figures> figures) {
    var verdicts = new ArrayList<Verdict>();
    var own = figures.stream().filter(trial -> trial.engine().equals("cadenza")).toList();
    int lost = own.stream().mapToInt(Figures::lost).sum();
    int duplicates = own.stream().mapToInt(Figures::duplicates).sum();
    int early = own.stream().mapToInt(Figures::early).sum();
    verdicts.add(
        new Verdict(
            "lost %d, duplicates %d, early %d at the sink".formatted(lost, duplicates, early),
            true,
            lost + duplicates + early == 0));
    ratio(figures).ifPresent(ratio -> verdicts.add(ofRatio(ratio)));
    growth(own).ifPresent(share -> verdicts.add(ofGrowth(share)));
    verdicts.addAll(ofHooks(figures));
    own.stream()
        .filter(trial -> trial.mode().equals("steady"))
        .forEach(trial -> verdicts.add(ofSteady(trial)));
    return verdicts;
  }

  private static List<Verdict> ofHooks(List<Figures> figures) {
    var well = hooks(figures, "cadenza", "all well");
    var verdicts = new ArrayList<Verdict>();
    quotient(well, hooks(figures, "hook-pg-boss", "all well"))
        .ifPresent(ratio -> verdicts.add(ofHooks(ratio, "x pg-boss in deliveries/s (bar 1.0)", 1)));
    quotient(well, hooks(figures, "hook-graphile-worker", "all well"))
        .ifPresent(
            ratio ->
                verdicts.add(ofHooks(ratio, "x graphile-worker in deliveries/s (aim 1.0)", 1)));
    quotient(hooks(figures, "cadenza", "one of ten dead"), well)
        .ifPresent(
            share ->
                verdicts.add(
                    ofHooks(share, "of the rate with one of ten dead (bar 0.9, aim 0.95)", 0.9)));
    return verdicts;
  }

  private static Verdict ofHooks(double ratio, String text, double bar) {
    return new Verdict(
        String.format(Locale.ROOT, "%.2f %s; medians", ratio, text), false, ratio >= bar);
  }

  private static OptionalDouble hooks(List<Figures> figures, String engine, String state) {
    return median(figures, engine, "hooks", state, Figures::perSecond);
  }

  private static Verdict ofRatio(double ratio) {
    return new Verdict(
        String.format(
            Locale.ROOT, "%.2f x db-scheduler in steps/s (bar 1.3, aim 1.8; medians)", ratio),
        false,
        ratio >= 1.3);
  }

  private static Verdict ofGrowth(double share) {
    return new Verdict(
        String.format(
            Locale.ROOT,
            "with many waiting %.0f %% of the rate with few (bar 85 %%; medians)",
            share * 100),
        false,
        share >= 0.85);
  }

  private static Verdict ofSteady(Figures trial) {
    return new Verdict(
        String.format(
            Locale.ROOT, "steady load: p99 lateness %.0f ms (bar 200)", trial.latenessMillis99()),
        false,
        trial.latenessMillis99() < 200);
  }

  private static OptionalDouble ratio(List<Figures> figures) {
    var own = median(figures, "cadenza", "burst", "warm", Figures::perSecond);
    var base = median(figures, "db-scheduler", "burst", "warm", Figures::perSecond);
    return quotient(own, base);
  }

  private static OptionalDouble growth(List<Figures> own) {
    var many = median(own, "cadenza", "burst", "many waiting", Figures::perSecond);
    var few = median(own, "cadenza", "burst", "few waiting", Figures::perSecond);
    return quotient(many, few);
  }

  private static OptionalDouble quotient(OptionalDouble over, OptionalDouble under) {
    return over.isPresent() && under.isPresent() && under.getAsDouble() > 0
        ? OptionalDouble.of(over.getAsDouble() / under.getAsDouble())
        : OptionalDouble.empty();
  }

  static OptionalDouble median(
      List<Figures> figures,
      String engine,
      String mode,
      String state,
      ToDoubleFunction<Figures> value) {
    var sorted =
        figures.stream()
            .filter(trial -> trial.engine().equals(engine))
            .filter(trial -> trial.mode().equals(mode) && trial.state().equals(state))
            .mapToDouble(value)
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }
}
