package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.SecretBox;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    deliverDue.secrets = new OpenBox();
    deliverDue.clocks = new StandingClock();
    deliverDue.schedule = "PT0S,PT5S,PT5M";
    deliverDue.timeout = Duration.ofSeconds(15);
    deliverDue.formats = new Formats().arrange(Stream.of(new PlainFormat()));
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
  void a_delivery_that_cannot_be_signed_is_dropped_and_the_others_go_on() {
    deliverDue.send(List.of(delivery(0, "torn"), delivery(0)), ends);

    assertThat(ends.dropped).hasSize(1);
    assertThat(ends.attempts).hasSize(1);
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
    int lookUps;
    int posts;

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
      exchange.answered(new Answer(503, null, "", "", Duration.ZERO));
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

  /** A body as it is, under no signature. */
  private static class PlainFormat implements Format {
    @Override
    public String name() {
      return "plain";
    }

    @Override
    public boolean knows(String type) {
      return true;
    }

    @Override
    public String newSecret() {
      return "";
    }

    @Override
    public List<Request> requests(Dispatch dispatch) {
      var body = dispatch.delivery().body().getBytes(StandardCharsets.UTF_8);
      return List.of(new Request(dispatch.delivery().url(), Map.of(), body));
    }

    @Override
    public Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at) {
      return new Sample("plain", "{}");
    }
  }

  /** Seals nothing. */
  private static class OpenBox implements SecretBox {
    @Override
    public String seal(UUID workspaceId, UUID rowId, String purpose, String secret) {
      return secret;
    }

    @Override
    public String open(UUID workspaceId, UUID rowId, String purpose, String sealed) {
      if (sealed.equals("torn")) {
        throw new IllegalStateException("The secret does not open for this row");
      }
      return sealed;
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
