package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactDeleted;
import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import cadenza.webhooks.api.EventLog.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log, read by the types that somebody wants. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EventReadingIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final String CREATED = "contact.created";
  static final String UPDATED = "contact.updated";
  static final String DELETED = "contact.deleted";
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  @Test
  void the_events_of_some_types_are_those_of_all_without_the_others() {
    var random = new Random(4);
    for (int i = 0; i < 60; i++) {
      record(1 + random.nextInt(i % 7 == 0 ? 230 : 3), List.of(created(), updated()).get(i % 2));
    }
    var all = read(0, Set.of(), 10_000);

    for (var types : List.of(Set.of(CREATED), Set.of(UPDATED), Set.of(CREATED, UPDATED, DELETED))) {
      var wanted = all.stream().filter(event -> types.contains(event.type())).toList();
      assertThat(wanted).hasSizeGreaterThan(100);
      for (int after = 0; after <= all.size(); after += 37) {
        long number = after;
        for (int limit : new int[] {1, 50, 201}) {
          assertThat(read(after, types, limit))
              .as(types + " " + after + " " + limit)
              .isEqualTo(
                  wanted.stream().filter(event -> event.sequence() > number).limit(limit).toList());
        }
      }
    }
  }

  /** By the rows that the database has looked at, whatever the machine. */
  @Test
  void what_happened_once_among_many_is_found_without_reading_the_many() {
    record(1, () -> new ContactDeleted(Ids.next(), workspace, NOW, Ids.next(), true));
    crowd(30_000);
    record(1, () -> new ContactDeleted(Ids.next(), workspace, NOW, Ids.next(), true));
    database.execute("analyze webhooks.event_batch");

    database.inTransaction(
        rows -> {
          long before = batchesRead(rows.events());
          assertThat(rows.events().after(workspace, 0, Set.of(DELETED), 51).events())
              .extracting(LoggedEvent::sequence)
              .containsExactly(1L, 30_002L);
          assertThat(rows.events().after(workspace, 2, Set.of(DELETED), 51).events()).hasSize(1);
          assertThat(batchesRead(rows.events()) - before).isLessThan(100);
          return null;
        });
  }

  @Test
  void it_says_up_to_where_there_are_no_others() {
    record(3, created());
    record(2, updated());
    record(1, created());
    record(4, updated());

    for (var asked : List.of(Set.of(DELETED), Set.of(CREATED), Set.<String>of())) {
      assertThat(part(0, asked, 50).lookedThrough()).as("%s", asked).isEqualTo(10);
    }
    assertThat(part(0, Set.of(CREATED), 2).lookedThrough()).isEqualTo(2);
    assertThat(part(3, Set.of(CREATED), 1).lookedThrough()).isEqualTo(6);
    assertThat(part(6, Set.of(CREATED), 1).lookedThrough()).isEqualTo(10);
    assertThat(part(11, Set.of(CREATED), 1).lookedThrough()).as("not back").isEqualTo(11);
  }

  private Part part(long after, Set<String> types, int limit) {
    return database.inTransaction(rows -> rows.events().after(workspace, after, types, limit));
  }

  @Test
  void one_question_tells_who_of_those_who_wait_has_something_to_read() {
    record(2, created());
    record(1, updated());
    var other = Ids.next();

    var places =
        database.inTransaction(
            rows ->
                rows.events()
                    .withNews(
                        List.of(
                            new Watched(workspace, 0, Set.of()),
                            new Watched(workspace, 3, Set.of()),
                            new Watched(workspace, 2, Set.of(UPDATED, DELETED)),
                            new Watched(workspace, 2, Set.of(CREATED)),
                            new Watched(other, 0, Set.of()),
                            new Watched(other, 0, Set.of(CREATED)))));

    assertThat(places).containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void what_is_another_workspaces_is_not_there() {
    record(3, created());

    var other =
        database.inTransaction(rows -> rows.events().after(Ids.next(), 0, Set.of(CREATED), 9));

    assertThat(other.events()).isEmpty();
    assertThat(other.oldest()).isEqualTo(1);
  }

  /** So many events of one type, each in a batch of its own and numbered. */
  private void crowd(int events) {
    database.execute(
        """
        with made as (
          insert into webhooks.event (workspace_id, id, type, occurred_at, payload)
          select '%s', gen_random_uuid(), 'contact.updated', now(), '{}'
          from generate_series(1, %d) returning workspace_id, id),
        placed as (select workspace_id, id, row_number() over () + 1 as number from made)
        insert into webhooks.event_batch
          (workspace_id, id, type, event_ids, last_number, relayed_at)
        select workspace_id, id, 'contact.updated', array[id], number, now() from placed
        """
            .formatted(workspace, events));
    database.execute(
        "update webhooks.counter set last_sequence = %d where workspace_id = '%s'"
            .formatted(events + 1, workspace));
  }

  /** By this connection, since it last told the statistics. */
  private static long batchesRead(EventRows events) {
    return events
        .session()
        .createNativeQuery(
            "select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
                + " from pg_stat_xact_user_tables"
                + " where schemaname = 'webhooks' and relname = 'event_batch'",
            Long.class)
        .getSingleResult();
  }

  private Supplier<DomainEvent> created() {
    return () ->
        new ContactCreated(Ids.next(), workspace, NOW, Ids.next(), "Zoë", "zoe@example.com");
  }

  private Supplier<DomainEvent> updated() {
    return () -> new ContactUpdated(Ids.next(), workspace, NOW, Ids.next());
  }

  private void record(int facts, Supplier<DomainEvent> fact) {
    var envelopes =
        new ArrayList<>(IntStream.range(0, facts).mapToObj(i -> Envelope.of(fact.get())).toList());
    database.inTransaction(
        rows -> {
          rows.events().add(envelopes);
          return rows.events();
        });
    database.inTransaction(rows -> rows.events().relay(1000, NOW));
  }

  private List<LoggedEvent> read(long after, Set<String> types, int limit) {
    return database
        .inTransaction(rows -> rows.events().after(workspace, after, types, limit))
        .events();
  }
}
