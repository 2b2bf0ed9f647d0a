package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever waits for the next event, by a question that is answered late or by a stream. */
@Journey
class EventWaitIT {
  private static final int PLACES = 50;
  private static final Duration SOON = Duration.ofSeconds(10);

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void a_question_waits_for_the_next_event_of_its_types(Product product) throws Exception {
    try (var estate = Estate.open(product);
        var other = Estate.open(product)) {
      var owner = estate.owner();
      var waiting = ask(owner, "after=" + last(estate) + "&types=contact.created&wait=30");
      Assertions.assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);

      owner.post("/v1/suppressions", "{\"address\":\"x@example.com\"}").expect(201);
      contact(other.owner());
      Assertions.assertThatThrownBy(() -> waiting.get(2, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      var contact = contact(owner);

      var answer = waiting.get(5, TimeUnit.SECONDS).expect(200);
      assertThat(answer.results())
          .singleElement()
          .satisfies(event -> assertThat(event.toString()).contains(contact));
      assertThat(answer.header("X-Request-Id")).isPresent();
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(owner.get("/v1/events?after=" + (last(estate) - 1) + "&wait=30").results())
          .as("what is there is answered at once")
          .hasSize(1);
    }
  }

  /** This server hears nothing of it, and has to look. */
  @Test
  void what_another_server_has_numbered_is_heard_of_too(Product product) throws Exception {
    try (var estate = Estate.open(product)) {
      long after = last(estate);
      var waiting = ask(estate.owner(), "after=" + after + "&types=contact.updated&wait=30");
      try (var stream = Streamed.open(estate.owner(), "/v1/events/stream")) {
        assertThat(stream.isAlive(SOON)).isTrue();

        write(product, estate, after, 1);

        assertThat(waiting.get(5, TimeUnit.SECONDS).expect(200).results()).hasSize(1);
        assertThat(stream.next(SOON).id()).isEqualTo(Long.toString(after + 1));
      }
    }
  }

  @Test
  void a_question_is_answered_with_nothing_when_its_time_is_over(Product product) {
    try (var estate = Estate.open(product)) {
      var after = last(estate);
      var began = System.nanoTime();

      var answer = estate.owner().get("/v1/events?after=" + after + "&wait=1").expect(200);

      assertThat(answer.json().toString())
          .isEqualTo("{\"results\":[],\"looked_through\":" + after + ",\"limit\":50}");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    }
  }

  @Test
  void how_long_is_a_number_of_seconds_up_to_30(Product product) {
    for (var wait : List.of("31", "-1", "x", "1.5", "999")) {
      var refused = product.api().get("/v1/events?wait=" + wait).expect(400);
      assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("parameter"))
          .isEqualTo("wait");
    }
  }

  @Test
  void a_token_that_is_revoked_waits_no_longer(Product product) throws Exception {
    try (var estate = Estate.open(product)) {
      var minted = estate.mint(null, List.of("events:read")).expect(201).json();
      var reader = new Api(product.url(), minted.getString("token"));
      var after = last(estate);
      var waiting = ask(reader, "after=" + after + "&wait=30");
      try (var stream = Streamed.open(reader, "/v1/events/stream?after=" + after)) {
        Assertions.assertThatThrownBy(() -> waiting.get(1, TimeUnit.SECONDS))
            .isInstanceOf(TimeoutException.class);
        assertThat(stream.isAlive(SOON)).isTrue();

        estate.owner().delete("/v1/tokens/" + minted.getString("id")).expect(204);

        assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(401);
        assertThat(stream.ends(SOON)).isTrue();
      }
    }
  }

  /** Fifty places, and no thread for any of them. */
  @Test
  void more_than_may_wait_are_told_to_come_again(Product product) throws Exception {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var after = last(estate);
      var waiting = new ArrayList<Future<Answer>>();
      for (int i = 0; i < PLACES + 5; i++) {
        waiting.add(ask(owner, "after=" + after + "&wait=30"));
      }

      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(waiting).filteredOn(Future::isDone).hasSize(5));
      for (var each : waiting.stream().filter(Future::isDone).toList()) {
        var refused = each.get().expect(429);
        assertThat(refused.code()).isEqualTo("too_many_watchers");
        assertThat(refused.header("Retry-After")).isPresent();
        waiting.remove(each);
      }
      contact(owner);

      for (var each : waiting) {
        assertThat(each.get(10, TimeUnit.SECONDS).expect(200).results()).isNotEmpty();
      }
      owner.get("/v1/events?wait=1&after=" + last(estate)).expect(200);
    }
  }

  @Test
  void a_stream_tells_what_the_log_says_to_the_byte_and_goes_on_where_it_was(Product product)
      throws Exception {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var after = last(estate);
      var address = "/v1/events/stream?after=" + after + "&types=contact.created";
      String lastSeen;
      try (var stream = Streamed.open(owner, address)) {
        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
        assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
        contact(owner);
        owner.post("/v1/suppressions", "{\"address\":\"x@example.com\"}").expect(201);
        contact(owner);
        var heard = stream.next(2, SOON);
        lastSeen = String.valueOf(heard.get(1).id());

        var log = owner.get("/v1/events?types=contact.created&after=" + after).expect(200);
        assertThat(heard).allMatch(event -> "contact.created".equals(event.type()));
        assertThat(heard).allMatch(event -> event.data().contains("Zoë 🎼"));
        assertThat(heard).allMatch(event -> log.text().contains(event.data()));
        assertThat(heard)
            .extracting(Streamed.Event::id)
            .isEqualTo(log.results().stream().map(EventWaitIT::number).toList());
      }
      var missed = contact(owner);

      try (var stream = Streamed.open(owner, address, "Last-Event-ID", lastSeen)) {
        assertThat(stream.next(SOON).data()).contains(missed);
      }
      try (var stream = Streamed.open(owner, "/v1/events/stream")) {
        var now = contact(owner);
        assertThat(stream.next(SOON).data()).as("from now on").contains(now);
      }
    }
  }

  /** Without an event of its types, so it has nothing but heartbeats to know its place by. */
  @Test
  void who_comes_again_goes_on_where_the_log_was_looked_through(Product product) throws Exception {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      long before = last(estate);
      var rare = "/v1/events/stream?types=contact.deleted&after=" + before;
      contact(owner);
      var deleted = contact(owner);
      long passed = last(estate);
      String lastSeen;
      try (var stream = Streamed.open(owner, rare)) {
        assertThat(stream.isAlive(SOON)).isTrue();
        await().atMost(SOON).until(() -> !stream.lastEventId().isEmpty());
        lastSeen = stream.lastEventId();
      }
      assertThat(lastSeen).isEqualTo(Long.toString(passed));
      forget(product, estate, passed);
      owner.delete("/v1/contacts/" + deleted).expect(204);

      try (var late = Streamed.answer(owner, rare)) {
        assertThat(late.status()).isEqualTo(410);
      }
      try (var stream = Streamed.open(owner, rare, "Last-Event-ID", lastSeen)) {
        assertThat(stream.next(SOON).data()).contains(deleted);
      }
    }
  }

  @Test
  void who_is_cut_off_before_the_first_event_misses_nothing(Product product) throws Exception {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var last = Long.toString(last(estate));
      try (var stream = Streamed.open(owner, "/v1/events/stream")) {
        await().atMost(SOON).until(() -> stream.lastEventId().equals(last));
      }
      var missed = contact(owner);

      try (var stream = Streamed.open(owner, "/v1/events/stream", "Last-Event-ID", last)) {
        assertThat(stream.next(SOON).data()).contains(missed);
      }
      try (var stream = Streamed.open(owner, "/v1/events/stream?after=1&lastEventId=" + last)) {
        assertThat(stream.next(SOON).data()).contains(missed);
      }
    }
  }

  @Test
  void a_stream_is_refused_like_any_other_question(Product product) throws IOException {
    var stream = "/v1/events/stream";
    try (var estate = Estate.open(product)) {
      estate.settled();
      refused(product.anonymous(), stream, 401, "\"code\"");
      refused(estate.with(null, List.of("contacts:read")), stream, 403, "insufficient_scope");
      refused(estate.owner(), stream + "?types=no.such", 400, "\"parameter\":\"types\"");
      refused(estate.owner(), stream + "?after=x", 400, "\"parameter\":\"after\"");
      try (var answer = Streamed.answer(estate.owner(), stream, "Last-Event-ID", "x")) {
        assertThat(answer.status()).isEqualTo(400);
      }
      refused(estate.owner(), stream + "?lastEventId=x", 400, "\"parameter\":\"lastEventId\"");
      estate.owner().get(stream + "?after=5").expect(406);
    }
  }

  private static void refused(Api api, String address, int status, String word) throws IOException {
    try (var answer = Streamed.answer(api, address)) {
      assertThat(answer.status()).as(address).isEqualTo(status);
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.text()).contains(word);
    }
  }

  @Test
  void who_has_gone_is_found_by_the_heartbeat_and_leaves_his_place(Product product)
      throws Exception {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var streams = new ArrayList<Streamed>();
      for (int i = 0; i < PLACES; i++) {
        streams.add(Streamed.open(owner, "/v1/events/stream?types=contact.deleted"));
      }
      try (var refused = Streamed.answer(owner, "/v1/events/stream")) {
        assertThat(refused.status()).isEqualTo(429);
      }
      assertThat(streams).allMatch(stream -> stream.status() == 200);
      assertThat(streams.get(0).isAlive(SOON)).isTrue();
      contact(owner);
      var passed = Long.toString(last(estate));
      assertThat(streams.get(0).isAlive(Duration.ofSeconds(25))).isTrue();
      await().atMost(SOON).until(() -> streams.get(0).lastEventId().equals(passed));

      streams.forEach(Streamed::close);

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                try (var stream = Streamed.answer(owner, "/v1/events/stream")) {
                  assertThat(stream.status()).isEqualTo(200);
                }
              });
    }
  }

  /** Some 40 MB that nobody reads for a while. */
  @Test
  void who_reads_slowly_misses_nothing(Product product) throws Exception {
    int events = 10_000;
    try (var estate = Estate.open(product)) {
      long after = last(estate);
      write(product, estate, after, events);
      try (var stream = Streamed.answer(estate.owner(), "/v1/events/stream?after=" + after)) {
        assertThat(stream.status()).isEqualTo(200);
        Assertions.assertThat(ask(estate.owner(), "limit=1").get(5, TimeUnit.SECONDS).status())
            .isEqualTo(200);
        await().during(Duration.ofSeconds(3)).until(() -> true);

        stream.begin();

        assertThat(stream.next(events, Duration.ofSeconds(30)))
            .extracting(event -> Long.parseLong(String.valueOf(event.id())))
            .isEqualTo(LongStream.rangeClosed(after + 1, after + events).boxed().toList());
      }
    }
  }

  /** Numbered already, as many and as long as one likes. */
  private static void write(Product product, Estate estate, long after, int events)
      throws SQLException {
    var inbox = Ids.read("inb", estate.id("inboxes")).orElseThrow();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          with made as (
            insert into webhooks.event (workspace_id, id, type, occurred_at, payload)
            select a.workspace_id, gen_random_uuid(), 'contact.updated', now(),
              '{"type":"contact.updated","data":{"x":"' || repeat('x', 4000) || '"}}'
            from messaging.sender_account a, generate_series(1, %d) where a.id = '%s'
            returning workspace_id, id),
          placed as (select workspace_id, id, row_number() over () + %d as number from made),
          counted as (
            update webhooks.counter c set last_sequence = %d
            from (select distinct workspace_id from made) m
            where c.workspace_id = m.workspace_id)
          insert into webhooks.event_batch
            (workspace_id, id, type, event_ids, last_number, relayed_at)
          select workspace_id, id, 'contact.updated', array[id], number, now() from placed
          """
              .formatted(events, inbox, after, after + events));
    }
  }

  /** As if they had become too old. */
  private static void forget(Product product, Estate estate, long upTo) throws SQLException {
    var inbox = Ids.read("inb", estate.id("inboxes")).orElseThrow();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          delete from webhooks.event_batch b using messaging.sender_account a
          where a.id = '%s' and b.workspace_id = a.workspace_id and b.last_number <= %d
          """
              .formatted(inbox, upTo));
    }
  }

  private Future<Answer> ask(Api api, String query) {
    Callable<Answer> question = () -> api.get("/v1/events?" + query);
    return threads.submit(question);
  }

  /** The last number, when all that has happened has one. */
  private static long last(Estate estate) {
    estate.settled();
    var events = estate.owner().get("/v1/events?limit=200").expect(200).results();
    return Long.parseLong(number(events.get(events.size() - 1)));
  }

  private static String number(JsonObject event) {
    return event.getJsonNumber("sequence").toString();
  }

  private static String contact(Api api) {
    return api.post(
            "/v1/contacts",
            "{\"full_name\":\"Zoë 🎼\",\"emails\":[{\"address\":\""
                + Product.newAddress("zoe")
                + "\"}]}")
        .expect(201)
        .id();
  }
}
