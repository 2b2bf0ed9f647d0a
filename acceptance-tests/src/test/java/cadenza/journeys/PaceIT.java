package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A mailbox's gap and limits, by the clock of the one who gets the mail. */
@Journey
class PaceIT {
  private static final Duration GAP = Duration.ofSeconds(1);

  /** The measured distance to the database's clock may move by some milliseconds in between. */
  private static final Duration CLOCK = Duration.ofMillis(20);

  @Test
  void mails_due_at_once_leave_with_the_gap_between_them(Product product) {
    var mailbox = product.newMailbox();
    change(product.api(), mailbox.id(), "{\"minimum_gap\": \"PT1S\"}");
    var contacts = new ArrayList<String>();
    product.api().post("/v1/inboxes/" + mailbox.id() + "/pause").expect(200);
    for (int i = 0; i < 5; i++) {
      contacts.add(Product.newAddress("gap"));
      Conversation.enroll(product, mailbox, contacts.get(i), 600);
    }

    product.api().post("/v1/inboxes/" + mailbox.id() + "/resume").expect(200);

    await().atMost(Duration.ofSeconds(60)).until(() -> arrivals(product, contacts).size() == 5);
    var times = arrivals(product, contacts);
    for (int i = 1; i < times.size(); i++) {
      assertThat(Duration.between(times.get(i - 1), times.get(i)))
          .as("between mail %d and %d of %s", i, i + 1, times)
          .isGreaterThanOrEqualTo(GAP.minus(CLOCK));
    }
  }

  @Test
  void what_is_above_the_hourly_limit_waits_and_explain_says_until_when(Product product) {
    var mailbox = product.newMailbox();
    change(product.api(), mailbox.id(), "{\"hourly_limit\": 2}");
    var contacts = new ArrayList<String>();
    var enrollments = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      contacts.add(Product.newAddress("hour"));
      enrollments.add(Conversation.enroll(product, mailbox, contacts.get(i), 600));
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> arrivals(product, contacts).size() == 2);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> arrivals(product, contacts).size() == 2);

    var waiting = contacts.stream().filter(one -> product.arrivals(one).isEmpty()).toList();
    var explanation =
        product
            .api()
            .get(
                "/v1/enrollments/" + enrollments.get(contacts.indexOf(waiting.get(0))) + "/explain")
            .expect(200);

    assertThat(explanation.text()).contains("hourly_limit");
  }

  @Test
  void limits_hold_in_every_window_of_a_test_clock(Product product) {
    assertThat(
            sentByAClock(
                product,
                (inside, inbox) ->
                    change(inside, inbox, "{\"hourly_limit\": 2, \"daily_limit\": 3}")))
        .containsExactly(
            "2026-01-05T09:00",
            "2026-01-05T09:00",
            "2026-01-05T10:00",
            "2026-01-06T09:00",
            "2026-01-06T09:00");
  }

  @Test
  void limits_of_the_workspace_and_of_a_domain_hold_in_every_window_of_a_test_clock(
      Product product) {
    assertThat(
            sentByAClock(
                product,
                (inside, inbox) ->
                    inside
                        .patch(
                            "/v1/mail_settings",
                            "{\"recipient_domain_hourly_limit\": 2, \"daily_limit\": 3}")
                        .expect(200)))
        .containsExactly(
            "2026-01-05T09:00",
            "2026-01-05T09:00",
            "2026-01-05T10:00",
            "2026-01-06T09:00",
            "2026-01-06T09:00");
  }

  /** Five people at one domain, enrolled at nine. */
  private static List<String> sentByAClock(Product product, BiConsumer<Api, String> limits) {
    var opened =
        product
            .api()
            .post(
                "/v1/test_clocks/",
                Json.createObjectBuilder()
                    .add("name", "limits")
                    .add("start", "2026-01-05T09:00:00Z"))
            .expect(201)
            .json();
    var inside = new Api(product.url(), opened.getString("token"));
    var mailbox = new Mailbox(opened.getString("inbox_id"), "");
    limits.accept(inside, mailbox.id());
    for (int i = 0; i < 5; i++) {
      inside
          .post(
              "/v1/sequences/enrollments/",
              Json.createObjectBuilder()
                  .add("inbox_id", mailbox.id())
                  .add(
                      "recipient",
                      Json.createObjectBuilder().add("email", Product.newAddress("window")))
                  .add(
                      "emails",
                      Json.createArrayBuilder()
                          .add(
                              Json.createObjectBuilder()
                                  .add("delay_days", 0)
                                  .add("subject", "Hello")
                                  .add("body", "Hello"))))
          .expect(201);
    }

    var clock = "/v1/test_clocks/" + opened.getString("id");
    product.api().post(clock + "/advance", "{\"by\": \"P3D\"}").expect(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> product.api().get(clock).expect(200).json().getString("status"), "ready"::equals);

    return sentAt(inside);
  }

  private static void change(Api api, String inbox, String patch) {
    api.patch("/v1/inboxes/" + inbox, patch).expect(200);
  }

  private static List<Instant> arrivals(Product product, List<String> contacts) {
    return contacts.stream()
        .flatMap(contact -> product.arrivals(contact).stream())
        .sorted()
        .toList();
  }

  private static List<String> sentAt(Api inside) {
    return inside.get("/v1/threads/?limit=200").expect(200).results().stream()
        .map(thread -> inside.get("/v1/threads/" + thread.getString("id")).expect(200).json())
        .flatMap(thread -> thread.getJsonArray("messages").getValuesAs(JsonObject.class).stream())
        .map(mail -> mail.getString("at").substring(0, 16))
        .sorted()
        .toList();
  }
}
