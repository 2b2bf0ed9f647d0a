package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole numbers for what has none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ReplyNumbersIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  @Test
  void each_kind_counts_by_itself_from_one() {
    var one = new Thing("contact", Ids.next());
    var two = new Thing("contact", Ids.next());
    var other = new Thing("sequence", Ids.next());

    assertThat(numbers(workspace, List.of(one, two, other)))
        .isEqualTo(Map.of(one, 1, two, 2, other, 1));
  }

  @Test
  void a_number_stays_and_the_next_goes_on() {
    var old = new Thing("contact", Ids.next());
    numbers(workspace, List.of(old));
    var young = new Thing("contact", Ids.next());

    assertThat(numbers(workspace, List.of(young, old))).isEqualTo(Map.of(old, 1, young, 2));
  }

  @Test
  void another_workspace_begins_at_one_too() {
    var thing = new Thing("contact", Ids.next());
    numbers(workspace, List.of(new Thing("contact", Ids.next())));

    assertThat(numbers(Ids.next(), List.of(thing))).isEqualTo(Map.of(thing, 1));
  }

  @Test
  void those_who_give_numbers_at_once_give_none_twice() {
    var things = IntStream.range(0, 200).mapToObj(i -> new Thing("contact", Ids.next())).toList();
    var halves = List.of(things.subList(0, 120), things.subList(80, 200));

    var given =
        halves.stream()
            .map(half -> CompletableFuture.supplyAsync(() -> numbers(workspace, half)))
            .toList();
    var all = new java.util.HashMap<Thing, Integer>();
    given.forEach(half -> all.putAll(half.join()));

    assertThat(all).hasSize(200);
    assertThat(new HashSet<>(all.values()))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
    assertThat(Stream.of(given.get(0).join(), given.get(1).join()))
        .allSatisfy(half -> assertThat(all).containsAllEntriesOf(half));
  }

  private static Map<Thing, Integer> numbers(UUID workspace, Collection<Thing> things) {
    return database.inTransaction(rows -> rows.replyNumbers().of(workspace, things));
  }
}
