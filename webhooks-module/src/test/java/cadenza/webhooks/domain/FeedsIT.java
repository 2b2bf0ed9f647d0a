package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.EventRows.Relayed;
import cadenza.webhooks.domain.Feeds.Chapter;
import cadenza.webhooks.domain.Feeds.Feed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log as it is told in the words of other formats. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FeedsIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final Set<String> CREATED = Set.of("contact.created");
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();
  int endpoints;

  @Test
  void a_feed_begins_with_what_comes_after_its_first_endpoint() {
    record(created());
    relay();
    open("sendpilot");
    var news = created();
    record(news);
    relay();

    assertThat(read(100).facts()).extracting(Fact::id).containsExactly(news.id());
  }

  @Test
  void standard_deliveries_are_made_at_once_and_those_of_other_formats_by_their_feed() {
    var standard = open(Endpoint.STANDARD);
    var other = open("sendpilot");
    record(created());
    relay();

    assertThat(deliveries(standard)).isEqualTo(1);
    assertThat(deliveries(other)).isZero();

    tell(other, read(100));
    assertThat(deliveries(other)).isEqualTo(1);
    assertThat(feed()).isEmpty();
  }

  @Test
  void the_relay_says_whether_there_is_a_feed_to_tell_of_what_it_has_numbered() {
    open(Endpoint.STANDARD);
    record(created());
    assertThat(relayed().feeds()).isFalse();

    open("sendpilot");
    assertThat(relayed().feeds()).as("nothing new").isFalse();
    record(created());
    assertThat(relayed().feeds()).isTrue();
  }

  @Test
  void it_reads_on_where_it_stopped_and_looks_past_what_it_makes_nothing_of() {
    var endpoint = open("sendpilot");
    for (int i = 0; i < 130; i++) {
      record(i % 2 == 0 ? created() : updated());
    }
    relay();

    var numbers = new ArrayList<Long>();
    while (!feed().isEmpty()) {
      var chapter = read(50);
      chapter.facts().forEach(fact -> numbers.add(fact.number()));
      tell(endpoint, chapter);
    }

    assertThat(numbers).hasSize(65).isSorted().doesNotHaveDuplicates();
    assertThat(deliveries(endpoint)).isEqualTo(65);
  }

  @Test
  void told_twice_after_a_crash_is_delivered_once() {
    var endpoint = open("sendpilot");
    record(created());
    relay();
    var chapter = read(10);

    tell(endpoint, chapter);
    tell(endpoint, chapter);

    assertThat(deliveries(endpoint)).isEqualTo(1);
  }

  @Test
  void one_event_may_be_several_in_other_words() {
    var endpoint = open("sendpilot");
    record(created());
    relay();
    var fact = read(10).facts().get(0);

    database.inTransaction(
        rows -> {
          rows.feeds()
              .tell(
                  feed().get(0),
                  fact.number(),
                  List.of(
                      new Telling(Ids.next(), endpoint.id(), fact, "one", "{\"n\":1}"),
                      new Telling(Ids.next(), endpoint.id(), fact, "two", "{\"n\":2}")),
                  NOW);
          return null;
        });

    assertThat(claim())
        .extracting(DueDelivery::eventType, DueDelivery::body)
        .containsExactlyInAnyOrder(tuple("one", "{\"n\":1}"), tuple("two", "{\"n\":2}"));
  }

  @Test
  void who_listened_when_the_event_was_numbered_is_told_whatever_he_listens_to_now() {
    var endpoint = open("sendpilot");
    record(created());
    relay();
    database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          endpoint.listenTo(List.of("something.else"));
          rows.endpoints().subscribe(endpoint);
          return null;
        });
    var fact = read(10).facts().get(0);

    var listeners =
        database.inTransaction(rows -> rows.feeds().listeners(feed().get(0), fact.relayedAt()));

    assertThat(listeners).filteredOn(one -> one.listensTo("any.type", fact)).hasSize(1);
  }

  @Test
  void an_endpoint_that_was_switched_off_before_its_words_were_found_is_not_called() {
    var endpoint = open("sendpilot");
    record(created());
    relay();
    var chapter = read(10);
    database.inTransaction(
        rows -> {
          endpoint.disable("by_hand");
          rows.endpoints().update(endpoint);
          return null;
        });

    tell(endpoint, chapter);

    assertThat(deliveries(endpoint)).isEqualTo(1);
    assertThat(claim()).isEmpty();
  }

  @Test
  void what_is_told_while_a_person_is_forgotten_is_forgotten_too() throws Exception {
    var endpoint = open("sendpilot");
    record(created());
    relay();
    var chapter = read(10);
    var feed = feed().get(0);
    var held = new CountDownLatch(1);
    var telling =
        CompletableFuture.runAsync(
            () ->
                database.inTransaction(
                    rows -> {
                      rows.feeds().hold(feed);
                      held.countDown();
                      awaitAnotherWho("%webhooks.feed%for update%");
                      var fact = chapter.facts().get(0);
                      rows.feeds()
                          .tell(
                              feed,
                              chapter.passed(),
                              List.of(
                                  new Telling(
                                      Ids.next(),
                                      endpoint.id(),
                                      fact,
                                      "one",
                                      "{\"to\":\"zoe@example.com\"}")),
                              NOW);
                      return null;
                    }));
    held.await();

    database.inTransaction(
        rows -> {
          rows.erasures().add(workspace, List.of("zoe@example.com"), NOW);
          return null;
        });
    database.eraseSome(10, NOW);
    telling.get(20, TimeUnit.SECONDS);

    assertThat(
            database.number(
                "select count(*) from webhooks.delivery where endpoint_id = ? and body is null",
                endpoint.id()))
        .isEqualTo(1);
  }

  /** Waits until somebody waits for a lock with such a statement, or for five seconds. */
  private static void awaitAnotherWho(String statement) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (System.nanoTime() < until
        && database.number(
                "select count(*) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and query like ?",
                statement)
            == 0) {
      Thread.onSpinWait();
    }
  }

  private List<Feed> feed() {
    return database.inTransaction(rows -> rows.feeds().next(null)).stream()
        .filter(feed -> feed.workspaceId().equals(workspace))
        .toList();
  }

  private Chapter read(int atMost) {
    return database.inTransaction(rows -> rows.feeds().read(feed().get(0), CREATED, atMost));
  }

  private void tell(Endpoint endpoint, Chapter chapter) {
    var feed = new Feed(workspace, "sendpilot", 0);
    database.inTransaction(
        rows -> {
          var tellings =
              chapter.facts().stream()
                  .map(fact -> new Telling(Ids.next(), endpoint.id(), fact, fact.type(), "{}"))
                  .toList();
          rows.feeds().tell(feed, chapter.passed(), tellings, NOW);
          return null;
        });
  }

  private List<DueDelivery> claim() {
    return database
        .inTransaction(
            rows ->
                rows.deliveries()
                    .claim(
                        Map.of(),
                        new Slots(8, 6, 10),
                        NOW.plusSeconds(1),
                        NOW.plusSeconds(60),
                        100))
        .stream()
        .filter(due -> due.workspaceId().equals(workspace))
        .toList();
  }

  private long deliveries(Endpoint endpoint) {
    return database.number(
        "select count(*) from webhooks.delivery where endpoint_id = ?", endpoint.id());
  }

  private Envelope created() {
    return Envelope.of(
        new ContactCreated(Ids.next(), workspace, NOW, Ids.next(), "Zoë", "zoe@example.com"));
  }

  private Envelope updated() {
    return Envelope.of(new ContactUpdated(Ids.next(), workspace, NOW, Ids.next()));
  }

  private static void record(Envelope envelope) {
    database.inTransaction(
        rows -> {
          rows.events().add(List.of(envelope));
          return null;
        });
  }

  private static void relay() {
    relayed();
  }

  private static Relayed relayed() {
    return database.inTransaction(rows -> rows.events().relay(1_000, NOW));
  }

  private Endpoint open(String format) {
    var endpoint =
        Endpoint.open(
            Ids.next(),
            workspace,
            ++endpoints,
            new EndpointUrl("https://example.com/"),
            null,
            format,
            "{}",
            null,
            "sealed",
            NOW);
    return database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          rows.endpoints().add(endpoint);
          rows.endpoints().subscribe(endpoint);
          return endpoint;
        });
  }
}
