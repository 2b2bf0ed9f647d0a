package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.messaging.domain.HitRules.Known;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HitRulesTest {
  private static final UUID MESSAGE = new UUID(0, 1);
  private static final Instant ACCEPTED = Instant.parse("2026-01-05T09:00:00Z");

  @Test
  void what_nothing_speaks_against_is_a_person() {
    assertThat(judged(accepted(3), open(60_000), click("a", 60_500)))
        .containsExactly(SeenAs.PERSON, SeenAs.PERSON);
  }

  @Test
  void nobody_reads_within_two_seconds() {
    assertThat(judged(accepted(1), open(0), open(1999), open(2000)))
        .containsExactly(SeenAs.TOO_SOON, SeenAs.TOO_SOON, SeenAs.PERSON);
    assertThat(judged(accepted(1), open(-5000))).containsExactly(SeenAs.TOO_SOON);
  }

  @Test
  void nobody_reads_what_no_server_has_taken_yet() {
    assertThat(judged(new Known(null, 1, null), open(60_000))).containsExactly(SeenAs.TOO_SOON);
  }

  @Test
  void what_its_name_says_stays() {
    assertThat(judged(accepted(1), open(60_000).as(SeenAs.PREFETCH), open(90_000)))
        .containsExactly(SeenAs.PREFETCH, SeenAs.PERSON);
    assertThat(judged(accepted(1), click("a", 60_000).as(SeenAs.HEAD)))
        .containsExactly(SeenAs.HEAD);
  }

  @Test
  void nobody_follows_all_links_within_a_second() {
    assertThat(judged(accepted(3), click("a", 60_000), click("b", 60_400), click("c", 61_000)))
        .containsOnly(SeenAs.ALL_LINKS);
    assertThat(judged(accepted(3), click("c", 61_000), click("a", 60_000), click("b", 60_400)))
        .as("in any order")
        .containsOnly(SeenAs.ALL_LINKS);
    assertThat(judged(accepted(3), click("a", 60_000), click("b", 60_400), click("c", 61_001)))
        .as("but in more")
        .containsOnly(SeenAs.PERSON);
    assertThat(judged(accepted(3), click("a", 60_000), click("b", 60_400)))
        .as("but not some")
        .containsOnly(SeenAs.PERSON);
    assertThat(judged(accepted(1), click("a", 60_000)))
        .as("but one is easily all")
        .containsOnly(SeenAs.PERSON);
  }

  @Test
  void the_picture_among_all_links_was_the_machine_s_too_and_a_later_one_is_not() {
    assertThat(
            judged(accepted(2), open(60_200), click("a", 60_000), click("b", 60_400), open(65_000)))
        .containsExactly(SeenAs.ALL_LINKS, SeenAs.ALL_LINKS, SeenAs.ALL_LINKS, SeenAs.PERSON);
  }

  @Test
  void what_comes_around_the_link_that_nobody_sees_is_a_machine_s() {
    assertThat(
            judged(accepted(5), click("a", 57_000), trap(60_000), open(63_000), click("b", 63_001)))
        .containsExactly(SeenAs.TRAPPED, SeenAs.TRAPPED, SeenAs.TRAPPED, SeenAs.PERSON);
  }

  @Test
  void a_trap_that_was_counted_before_still_tells() {
    var known = new Known(ACCEPTED, 5, ACCEPTED.plusMillis(60_000));

    assertThat(judged(known, click("a", 62_000), click("b", 70_000)))
        .containsExactly(SeenAs.TRAPPED, SeenAs.PERSON);
  }

  private static List<SeenAs> judged(Known known, Hit... hits) {
    return HitRules.judged(List.of(hits), known).stream().map(Hit::seenAs).toList();
  }

  private static Known accepted(int links) {
    return new Known(ACCEPTED, links, null);
  }

  private static Hit open(long millis) {
    return hit(HitKind.OPEN, "", millis);
  }

  private static Hit click(String link, long millis) {
    return hit(HitKind.CLICK, link, millis);
  }

  private static Hit trap(long millis) {
    return hit(HitKind.TRAP, "", millis);
  }

  private static Hit hit(HitKind kind, String link, long millis) {
    var at = ACCEPTED.plusMillis(millis);
    @Nullable String ownHost = null;
    return new Hit(MESSAGE, kind, link, SeenAs.PERSON, ownHost, at, at, 1);
  }
}
