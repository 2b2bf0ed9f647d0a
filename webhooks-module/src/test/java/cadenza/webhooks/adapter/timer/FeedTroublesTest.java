package cadenza.webhooks.adapter.timer;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.webhooks.domain.Feeds.Feed;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FeedTroublesTest {
  final FeedTroubles troubles = new FeedTroubles();
  final UUID workspace = UUID.randomUUID();

  @Test
  void a_feed_that_failed_rests_and_is_told_bit_by_bit_then() {
    assertThat(troubles.isHopeless(at(5), 200)).isFalse();

    assertThat(troubles.isTroubled(at(5))).isTrue();
    assertThat(troubles.isResting(at(5))).isTrue();
    assertThat(troubles.isTroubled(new Feed(workspace, "other", 5))).isFalse();
  }

  @Test
  void what_failed_together_is_taken_alone_to_its_end() {
    troubles.isHopeless(at(5), 3);

    troubles.ended(at(5));
    troubles.ended(at(6));
    assertThat(troubles.isTroubled(at(7))).isTrue();
    assertThat(troubles.isResting(at(7))).isFalse();

    troubles.ended(at(7));
    assertThat(troubles.isTroubled(at(8))).isFalse();
  }

  @Test
  void an_event_has_nine_tries_and_the_next_one_as_many() {
    for (int i = 0; i < 8; i++) {
      assertThat(troubles.isHopeless(at(5), 1)).isFalse();
    }
    assertThat(troubles.isHopeless(at(5), 1)).isTrue();
    assertThat(troubles.isHopeless(at(6), 1)).isFalse();
  }

  private Feed at(long passed) {
    return new Feed(workspace, "sendpilot", passed);
  }
}
