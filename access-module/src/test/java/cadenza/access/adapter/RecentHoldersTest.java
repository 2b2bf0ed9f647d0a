package cadenza.access.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.access.api.Caller;
import cadenza.access.application.TokenHolders;
import cadenza.access.application.TokenHolders.Holder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RecentHoldersTest {
  private static final Instant NOW = Instant.parse("2026-05-04T09:00:00Z");

  private final AtomicLong nanos = new AtomicLong(-1);
  private final AtomicInteger lookUps = new AtomicInteger();
  private final RecentHolders holders = new RecentHolders(nanos::get);

  private final TokenHolders table =
      (hash, at) -> {
        lookUps.incrementAndGet();
        return Optional.of(holder(null));
      };

  @Test
  void a_token_is_looked_up_once_in_half_a_second() {
    holders.with("a", NOW, table);
    nanos.addAndGet(Duration.ofMillis(499).toNanos());
    assertThat(holders.with("a", NOW, table)).isPresent();
    assertThat(lookUps).hasValue(1);
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    holders.with("a", NOW, table);
    assertThat(lookUps).hasValue(2);
  }

  @Test
  void a_token_that_is_kept_does_not_live_longer() {
    TokenHolders ends = (hash, at) -> Optional.of(holder(NOW.plusMillis(200)));
    TokenHolders over = (hash, at) -> Optional.empty();
    assertThat(holders.with("a", NOW, ends)).isPresent();
    assertThat(holders.with("a", NOW.plusMillis(199), over)).isPresent();
    assertThat(holders.with("a", NOW.plusMillis(200), over)).isEmpty();
  }

  @Test
  void nobody_is_refused_by_what_was_kept() {
    assertThat(holders.with("a", NOW, (hash, at) -> Optional.empty())).isEmpty();
    assertThat(holders.with("a", NOW, table)).isPresent();
  }

  @Test
  void a_revocation_counts_at_once() {
    holders.with("a", NOW, table);
    holders.forget();
    assertThat(holders.with("a", NOW, (hash, at) -> Optional.empty())).isEmpty();
  }

  @Test
  void a_revocation_counts_while_the_token_is_read() {
    holders.with(
        "a",
        NOW,
        (hash, at) -> {
          holders.forget();
          return Optional.of(holder(null));
        });
    assertThat(holders.with("a", NOW, (hash, at) -> Optional.empty())).isEmpty();
  }

  @Test
  void one_look_up_notes_the_use() {
    assertThat(holders.with("a", NOW, table).orElseThrow().lastUseIsOld()).isTrue();
    assertThat(holders.with("a", NOW, table).orElseThrow().lastUseIsOld()).isFalse();
  }

  @Test
  void more_tokens_than_there_is_room_for_are_looked_up_again() {
    for (int i = 0; i <= RecentHolders.MOST; i++) {
      holders.with("token " + i, NOW, table);
    }
    holders.with("token 0", NOW, table);
    assertThat(lookUps).hasValue(RecentHolders.MOST + 2);
  }

  private static Holder holder(@Nullable Instant end) {
    var caller =
        new Caller(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Set.of("contacts:read"),
            null,
            Caller.Kind.TOKEN,
            null,
            null,
            false,
            end);
    return new Holder(caller, true);
  }
}
