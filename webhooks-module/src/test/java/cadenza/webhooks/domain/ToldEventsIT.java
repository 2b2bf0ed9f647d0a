package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.api.ContactUpdated;
import cadenza.kernel.api.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log that a format keeps of what it has told. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ToldEventsIT {
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  @RegisterExtension static final TestDatabase database = new TestDatabase();

  final UUID workspace = Ids.next();

  @BeforeEach
  void begin() {
    database.inTransaction(
        rows -> {
          rows.endpoints().holdRelay(workspace);
          var endpoint =
              Endpoint.open(
                  Ids.next(),
                  workspace,
                  1,
                  new EndpointUrl("https://example.com/"),
                  null,
                  "inbox",
                  "{}",
                  null,
                  "secret",
                  NOW);
          rows.endpoints().add(endpoint);
          rows.endpoints().subscribe(endpoint);
          return null;
        });
  }

  @Test
  void numbers_rise_without_a_gap_and_none_is_given_twice() {
    assertThat(number(3)).isEqualTo(1);
    try {
      database.inTransaction(
          rows -> {
            rows.told().number(workspace, "inbox", 5);
            throw new IllegalStateException("what is rolled back was never given");
          });
    } catch (IllegalStateException expected) {
      // as planned
    }
    assertThat(number(1)).isEqualTo(4);
    add(4, NOW, "{}", Ids.next());
    forget(NOW.plus(Duration.ofDays(30)));
    assertThat(number(1)).isEqualTo(5);
  }

  @Test
  void a_page_has_what_comes_after_a_number_and_is_young_enough() {
    for (int i = 1; i <= 5; i++) {
      add(i, NOW.plusSeconds(i), "{\"n\":" + i + "}", Ids.next());
    }

    assertThat(after(2, NOW, 2)).containsExactly("{\"n\":3}", "{\"n\":4}");
    assertThat(after(0, NOW.plusSeconds(4), 10)).containsExactly("{\"n\":4}", "{\"n\":5}");
    assertThat(after(5, NOW, 10)).isEmpty();
  }

  @Test
  void what_is_old_is_deleted_bit_by_bit() {
    for (int i = 1; i <= 5; i++) {
      add(i, NOW.plusSeconds(i), "{}", Ids.next());
    }

    assertThat(forgetSome(NOW.plusSeconds(4), 2)).isEqualTo(2);
    assertThat(forgetSome(NOW.plusSeconds(4), 2)).isEqualTo(1);
    assertThat(forgetSome(NOW.plusSeconds(4), 2)).isZero();
    assertThat(after(0, NOW, 10)).hasSize(2);
  }

  @Test
  void who_is_erased_is_taken_out_of_it() {
    var theirs = event();
    var other = event();
    add(1, NOW, "{\"content\":\"Dear Avery@Example.com\"}", theirs);
    add(2, NOW, "{\"content\":\"Dear Blake\"}", theirs);
    add(3, NOW, "{\"content\":\"Dear Blake\"}", other);

    database.inTransaction(
        rows -> {
          rows.erasures().add(workspace, List.of("avery@example.com"), NOW);
          return null;
        });
    database.erase(100, NOW);

    assertThat(after(0, NOW, 10)).containsExactly("{\"content\":\"Dear Blake\"}");
    assertThat(
            database.number(
                "select number from webhooks.told_event where workspace_id = ?", workspace))
        .isEqualTo(3);
  }

  @Test
  void campaigns_are_written_and_read_in_sets() {
    var one = new InboxCampaign(Ids.next(), 3, 2, 1, NOW, null, null);
    var other = new InboxCampaign(Ids.next(), 1, 0, 0, null, NOW, null);
    write(one, other);
    write(one.withContacted());

    var found =
        database.inTransaction(
            rows ->
                rows.campaigns()
                    .of(workspace, List.of(one.sequenceId(), other.sequenceId(), Ids.next())));
    assertThat(found.values()).containsExactlyInAnyOrder(one.withContacted(), other);
  }

  private void write(InboxCampaign... campaigns) {
    database.inTransaction(
        rows -> {
          rows.campaigns().write(workspace, List.of(campaigns));
          return null;
        });
  }

  private UUID event() {
    var fact = new ContactUpdated(Ids.next(), workspace, NOW, Ids.next());
    database.inTransaction(
        rows -> {
          rows.events().add(List.of(Envelope.of(fact)));
          return null;
        });
    return fact.eventId();
  }

  private long number(int count) {
    return database.inTransaction(rows -> rows.told().number(workspace, "inbox", count));
  }

  private void add(long number, Instant at, String body, UUID event) {
    database.inTransaction(
        rows -> {
          rows.told()
              .add(
                  workspace,
                  "inbox",
                  List.of(new Told(number, event, "message.created", body)),
                  at);
          return null;
        });
  }

  private List<String> after(long number, Instant since, int atMost) {
    return database
        .inTransaction(rows -> rows.told().after(workspace, "inbox", number, since, atMost))
        .stream()
        .map(Told::body)
        .toList();
  }

  private void forget(Instant before) {
    forgetSome(before, 100);
  }

  private int forgetSome(Instant before, int atMost) {
    return database.inTransaction(rows -> rows.told().forget(before, atMost));
  }
}
