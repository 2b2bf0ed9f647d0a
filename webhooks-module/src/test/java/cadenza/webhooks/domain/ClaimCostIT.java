package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.TestDatabase.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a claim and its giving back read, by the database's own count. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimCostIT {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final Slots SLOTS = new Slots(8, 6, 10);
  private static final int ENDPOINTS = 3;
  private static final int WAITING = 3_000;

  @RegisterExtension static final TestDatabase database = new TestDatabase();

  private final UUID workspace = Ids.next();

  @Test
  void is_of_what_is_taken_and_not_of_what_waits_even_where_the_statistics_are_of_quieter_times() {
    for (int i = 1; i <= ENDPOINTS; i++) {
      open(i);
    }
    happen(100);
    database.execute("update webhooks.delivery set status = 'SUCCEEDED', next_attempt_at = null");
    database.execute("alter table webhooks.delivery set (autovacuum_enabled = false)");
    database.execute("vacuum analyze webhooks.delivery");
    happen(WAITING);

    var claimed = new ArrayList<DueDelivery>();
    var toClaim = database.inTransaction(rows -> read(rows, () -> claimed.addAll(claim(rows))));
    var toGiveBack =
        database.inTransaction(rows -> read(rows, () -> rows.deliveries().giveBack(claimed, NOW)));

    assertThat(claimed).hasSize(ENDPOINTS * SLOTS.all());
    assertThat(List.of(toClaim, toGiveBack))
        .allSatisfy(read -> assertThat(read).isBetween(1L * claimed.size(), 10L * claimed.size()));
  }

  private static List<DueDelivery> claim(Rows rows) {
    return rows.deliveries().claim(Map.of(), SLOTS, NOW, NOW.plus(Duration.ofSeconds(45)), 500);
  }

  private static long read(Rows rows, Runnable work) {
    work.run();
    return rows.deliveries()
        .session()
        .createNativeQuery(
            "select sum(seq_tup_read + idx_tup_fetch)::bigint from pg_stat_xact_user_tables"
                + " where schemaname = 'webhooks' and relname = 'delivery'",
            Long.class)
        .getSingleResult();
  }

  private void open(int number) {
    var opened =
        Endpoint.open(
            Ids.next(),
            workspace,
            number,
            new EndpointUrl("https://example.com/" + number),
            null,
            Endpoint.STANDARD,
            "{}",
            null,
            "sealed",
            NOW);
    database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          rows.endpoints().add(opened);
          rows.endpoints().subscribe(opened);
          return opened;
        });
  }

  private void happen(int facts) {
    List<Envelope> envelopes =
        Stream.generate(
                () -> Envelope.of(new ContactUpdated(Ids.next(), workspace, NOW, Ids.next())))
            .limit(facts)
            .toList();
    database.inTransaction(
        rows -> {
          rows.events().add(envelopes);
          return rows.events().relay(100_000, NOW);
        });
  }
}
