package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Clocks;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliverDueTest {
  static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

  final DeliverDue deliverDue = new DeliverDue();
  final ScriptedClient client = new ScriptedClient();
  final Ends ends = new Ends();

  @BeforeEach
  void at_nine() {
    deliverDue.client = client;
    deliverDue.secrets = new OpenedSecrets();
    deliverDue.secrets.box = new OpenBox();
    deliverDue.headerBox = new HeaderBox();
    deliverDue.headerBox.secrets = new OpenBox();
    deliverDue.clocks = new StandingClock();
    deliverDue.schedule = "PT0S,PT5S,PT5M";
    deliverDue.timeout = Duration.ofSeconds(15);
    deliverDue.formats = new Formats().arrange(Stream.of(new PlainFormat("plain")));
    deliverDue.readSchedule();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5s", "", "PT0S,,PT5S", "PT-1S"})
  void a_schedule_that_cannot_be_read_stops_the_start_and_says_what_it_is(String schedule) {
    deliverDue.schedule = schedule;

    assertThatThrownBy(deliverDue::readSchedule)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cadenza.webhooks.schedule")
        .hasMessageContaining(schedule);
  }

  @Test
  void an_answer_becomes_an_attempt_with_the_next_one_planned() {
    deliverDue.send(List.of(delivery(1)), ends);

    assertThat(ends.attempts).singleElement().extracting(Attempt::status).isEqualTo(503);
    assertThat(ends.attempts.get(0).nextAt())
        .isBetween(NINE.plus(Duration.ofMinutes(5)), NINE.plus(Duration.ofMinutes(7)));
  }

  @Test
  void who_asks_for_more_time_gets_it() {
    client.headers = "Retry-After: 3600\n";
    deliverDue.send(List.of(delivery(0)), ends);

    assertThat(ends.attempts.get(0).nextAt()).isEqualTo(NINE.plus(Duration.ofHours(1)));
  }

  @Test
  void who_asks_for_less_time_is_tried_again_when_it_was_planned() {
    client.headers = "Retry-After: 1\n";
    deliverDue.send(List.of(delivery(1)), ends);

    assertThat(ends.attempts.get(0).nextAt()).isAfterOrEqualTo(NINE.plus(Duration.ofMinutes(5)));
  }

  @Test
  void asking_for_time_adds_no_attempt() {
    client.headers = "Retry-After: 3600\n";
    deliverDue.send(List.of(delivery(2)), ends);

    assertThat(ends.attempts.get(0).nextAt()).isNull();
  }

  @Test
  void the_owners_headers_go_along_and_take_the_place_of_none() {
    var due =
        new DueDelivery(
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            UUID.randomUUID(),
            "contact.created",
            "plain",
            "{}",
            "https://endpoint.example/",
            List.of("secret"),
            0,
            1,
            false,
            false,
            "{}",
            "{\"X-Key\":\"a\",\"X-Plain\":\"b\"}");

    deliverDue.send(List.of(due), ends);

    assertThat(client.sent.get(0).headers())
        .containsEntry("X-Key", "a")
        .containsEntry("X-Plain", "1");
  }

  @Test
  void a_name_is_looked_up_once_for_all_deliveries_of_an_endpoint() {
    deliverDue.send(List.of(delivery(0), delivery(0), delivery(0)), ends);

    assertThat(client.lookUps).isEqualTo(1);
    assertThat(ends.attempts).hasSize(3);
  }

  @Test
  void a_host_that_may_not_be_connected_to_fails_each_without_a_request() {
    client.refuses = true;

    deliverDue.send(List.of(delivery(0), delivery(0)), ends);

    assertThat(ends.attempts).extracting(Attempt::error).containsOnly("refused").hasSize(2);
    assertThat(client.posts).isZero();
  }

  @Test
  void what_no_request_can_be_made_of_has_failed_and_is_seen() {
    deliverDue.send(List.of(delivery(0, "unfit"), delivery(0)), ends);

    assertThat(ends.dropped).isEmpty();
    assertThat(ends.attempts)
        .extracting(Attempt::error)
        .containsExactly("The request could not be made.", null);
  }

  @Test
  void a_delivery_whose_secret_cannot_be_opened_is_dropped_and_the_others_go_on() {
    deliverDue.send(List.of(delivery(0, "torn"), delivery(0)), ends);

    assertThat(ends.dropped).hasSize(1);
    assertThat(ends.attempts).hasSize(1);
  }

  @Test
  void an_error_at_one_drops_that_one_alone() {
    client.failsAt = 2;
    var batch = List.of(delivery(0), delivery(0), delivery(0));

    deliverDue.send(batch, ends);

    assertThat(ends.dropped).containsExactly(batch.get(1));
    assertThat(ends.attempts).hasSize(2);
  }

  private static DueDelivery delivery(int attempts) {
    return delivery(attempts, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  private static DueDelivery delivery(int attempts, String sealed) {
    return new DueDelivery(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        "contact.created",
        "plain",
        "{}",
        "https://endpoint.example/",
        List.of(sealed),
        attempts,
        1,
        false,
        false);
  }

  /** Answers 503 at once. */
  private static class ScriptedClient implements EndpointClient {
    boolean refuses;
    final List<Request> sent = new ArrayList<>();
    String headers = "";
    int lookUps;
    int posts;
    int failsAt;

    @Override
    public Optional<Answer> lookUp(String url) {
      lookUps++;
      return refuses
          ? Optional.of(new Answer(null, "refused", null, null, Duration.ZERO))
          : Optional.empty();
    }

    @Override
    public void send(Request request, Duration timeout, Exchange exchange) {
      posts++;
      if (posts == failsAt) {
        throw new LinkageError("of this test");
      }
      sent.add(request);
      exchange.answered(new Answer(503, null, headers, "", Duration.ZERO));
    }
  }

  private static class Ends implements Outlet {
    final List<Attempt> attempts = new ArrayList<>();
    final List<DueDelivery> dropped = new ArrayList<>();

    @Override
    public boolean fresh() {
      return true;
    }

    @Override
    public boolean wanted(DueDelivery delivery) {
      return true;
    }

    @Override
    public void attempted(Attempt attempt) {
      attempts.add(attempt);
    }

    @Override
    public void dropped(DueDelivery delivery) {
      dropped.add(delivery);
    }
  }

  private static class StandingClock implements Clocks {
    @Override
    public Instant of(UUID workspaceId) {
      return NINE;
    }

    @Override
    public Instant real() {
      return NINE;
    }
  }
}
