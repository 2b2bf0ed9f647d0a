package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.SuppressionAdded;
import cadenza.kernel.api.Ids;
import cadenza.sequences.api.EnrollmentFinished;
import cadenza.sequences.api.FinishReason;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The event log forgets persons. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasuresIT {
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final Instant now = Instant.now();
  final UUID workspace = Ids.next();
  final UUID avery = Ids.next();

  @Test
  void events_that_mention_a_person_keep_ids_and_no_words() {
    record(workspace, created(workspace, avery, "Avery", "Avery@acme.com"));
    record(
        workspace,
        new SuppressionAdded(
            Ids.next(), workspace, now, "avery@acme.com", null, null, "asked", null));
    record(workspace, created(workspace, Ids.next(), "Blake", "blake@acme.com"));
    database.inTransaction(rows -> rows.events().relay(100, now));
    erase(workspace);

    while (round(now)) {
      assertThat(pending()).isEqualTo(1);
    }

    var payloads = told();
    assertThat(payloads.get(0))
        .contains(Ids.wire("ctc", avery))
        .doesNotContainIgnoringCase("avery@acme.com")
        .doesNotContain("full_name")
        .endsWith(",\"sequence\":1}");
    assertThat(payloads.get(1)).doesNotContain("avery").doesNotContain("asked");
    assertThat(payloads.get(2)).contains("Blake").contains("blake@acme.com");
    assertThat(database.values("select payload::json from webhooks.event")).hasSize(3);
  }

  @Test
  void how_an_enrollment_ended_says_nothing_of_anybody_and_stays() {
    record(
        workspace,
        new EnrollmentFinished(
            Ids.next(), workspace, now, Ids.next(), Ids.next(), avery, FinishReason.OPTED_OUT));
    erase(workspace);
    while (round(now)) {
      assertThat(pending()).isEqualTo(1);
    }

    assertThat(database.value("select payload from webhooks.event"))
        .containsPattern("\"reason\" ?: ?\"OPTED_OUT\"");
  }

  @Test
  void an_event_that_nobody_has_numbered_yet_gets_its_number_afterwards() {
    record(workspace, created(workspace, avery, "Avery", "avery@acme.com"));
    erase(workspace);
    while (round(now)) {
      assertThat(pending()).isEqualTo(1);
    }

    database.inTransaction(rows -> rows.events().relay(100, now));

    assertThat(told())
        .singleElement()
        .satisfies(
            envelope -> assertThat(envelope).endsWith("},\"sequence\":1}").doesNotContain("Avery"));
  }

  @Test
  void what_was_written_behind_the_first_look_is_found_by_the_second() {
    var late = created(workspace, avery, "Avery", "avery@acme.com");
    erase(workspace);
    while (round(now)) {
      assertThat(pending()).isEqualTo(1);
    }
    record(workspace, late);

    assertThat(round(now.plusSeconds(60))).isFalse();
    while (round(now.plus(Erasures.SETTLED_AFTER))) {
      assertThat(pending()).isLessThanOrEqualTo(1);
    }

    assertThat(database.value("select payload from webhooks.event")).doesNotContain("Avery");
    assertThat(pending()).isZero();
  }

  @Test
  void who_chose_it_before_another_came_to_the_end_of_the_log_waits_for_the_second_look_too() {
    erase(workspace);
    var chosen = database.inTransaction(rows -> rows.erasures().next(now, Set.of())).orElseThrow();
    while (round(now)) {
      assertThat(pending()).isEqualTo(1);
    }

    database.inTransaction(
        rows -> {
          rows.erasures().round(chosen, 10, now);
          return true;
        });

    assertThat(pending()).isEqualTo(1);
  }

  @Test
  void another_workspace_forgets_nothing() {
    var elsewhere = Ids.next();
    record(elsewhere, created(elsewhere, avery, "Avery", "avery@acme.com"));
    erase(workspace);

    while (round(now)) {
      assertThat(pending()).isEqualTo(1);
    }

    assertThat(database.value("select payload from webhooks.event")).contains("avery@acme.com");
  }

  @Test
  void a_long_log_is_walked_bit_by_bit() {
    var facts = new ArrayList<Envelope>();
    for (int i = 0; i < 25; i++) {
      facts.add(Envelope.of(created(workspace, avery, "Avery", "avery" + i + "@acme.com")));
    }
    database.inTransaction(
        rows -> {
          rows.events().add(facts);
          return true;
        });
    erase(workspace);

    int rounds = 0;
    while (round(now)) {
      rounds++;
    }

    assertThat(rounds).isEqualTo(4);
    assertThat(database.values("select 1 from webhooks.event where payload like '%Avery%'"))
        .isEmpty();
  }

  /** The log as it is told. */
  private List<String> told() {
    return database.inTransaction(
        rows ->
            rows.events().after(workspace, 0, Set.of(), 100).events().stream()
                .map(LoggedEvent::envelope)
                .toList());
  }

  private ContactCreated created(UUID workspaceId, UUID contact, String name, String address) {
    return new ContactCreated(Ids.next(), workspaceId, now, contact, name, address);
  }

  private static void record(UUID workspaceId, cadenza.kernel.api.DomainEvent fact) {
    assertThat(fact.workspaceId()).isEqualTo(workspaceId);
    database.inTransaction(
        rows -> {
          rows.events().add(List.of(Envelope.of(fact)));
          return true;
        });
  }

  private void erase(UUID workspaceId) {
    database.inTransaction(
        rows -> {
          rows.erasures().add(workspaceId, List.of(Ids.wire("ctc", avery), "avery@acme.com"), now);
          return true;
        });
  }

  private static boolean round(Instant at) {
    return database.eraseSome(10, at);
  }

  private static long pending() {
    return database.number("select count(*) from webhooks.erasure");
  }
}
