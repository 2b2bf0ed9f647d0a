package cadenza.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VerdictTest {
  @Test
  void the_ratio_is_that_of_medians() {
    var verdicts =
        Verdict.of(
            List.of(
                burst("db-scheduler", "warm", 2_000, 0),
                burst("db-scheduler", "warm", 1_000, 0),
                burst("db-scheduler", "warm", 9_000, 0),
                burst("cadenza", "cold", 1_000, 0),
                burst("cadenza", "warm", 4_000, 0)));

    assertThat(verdicts).anyMatch(verdict -> verdict.text().startsWith("2.00 x") && verdict.met());
  }

  @Test
  void a_single_duplicate_fails_the_run() {
    var verdicts = Verdict.of(List.of(burst("cadenza", "warm", 4_000, 1)));

    assertThat(verdicts).anyMatch(verdict -> verdict.must() && !verdict.met());
  }

  @Test
  void a_bar_without_trials_is_not_mentioned() {
    assertThat(Verdict.of(List.of(burst("cadenza", "warm", 4_000, 0)))).hasSize(1);
  }

  private static Figures burst(String engine, String state, double perSecond, int duplicates) {
    return new Figures(
        engine, "burst", state, 1, 10, 10, 10, duplicates, 0, perSecond, 1, 2, 0, 0, 0, 0, 0, 0, 0);
  }
}
