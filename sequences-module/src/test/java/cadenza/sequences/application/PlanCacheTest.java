package cadenza.sequences.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.domain.Delay;
import cadenza.sequences.domain.Plan;
import cadenza.sequences.domain.SendingCalendar;
import cadenza.sequences.domain.Step;
import cadenza.sequences.domain.Template;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanCacheTest {
  static final Template LONG_TEXT = Template.parse("a".repeat(400_000));

  final PlanCache cache = new PlanCache();

  @Test
  void long_texts_do_not_pile_up() {
    var first = plan();
    cache.keep(first);
    assertThat(cache.find(first.versionId())).contains(first);

    for (int i = 0; i < 50; i++) {
      cache.keep(plan());
    }

    assertThat(cache.find(first.versionId())).isEmpty();
  }

  private static Plan plan() {
    var step = new Step.Email(new Delay(1, DelayUnit.DAYS), LONG_TEXT, LONG_TEXT, LONG_TEXT, false);
    return new Plan(
        UUID.randomUUID(),
        new UUID(1, 1),
        new UUID(1, 2),
        1,
        true,
        true,
        null,
        null,
        SendingCalendar.always(),
        List.of(step));
  }
}
