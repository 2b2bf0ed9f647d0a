package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Days pass in seconds: the published sample, two days and then five. */
@Journey
class TestClockIT {
  private record Frozen(Api operator, Api inside, String clock, String inbox) {
    void advance(String by) {
      operator
          .post("/v1/test_clocks/" + clock + "/advance", Json.createObjectBuilder().add("by", by))
          .expect(202);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  operator
                      .get("/v1/test_clocks/" + clock)
                      .expect(200)
                      .json()
                      .getString("status")
                      .equals("ready"));
    }

    List<JsonObject> sent() {
      return inside.get("/v1/threads/?limit=200").expect(200).results().stream()
          .map(thread -> inside.get("/v1/threads/" + thread.getString("id")).expect(200).json())
          .flatMap(thread -> thread.getJsonArray("messages").getValuesAs(JsonObject.class).stream())
          .toList();
    }

    String status(String enrollment) {
      return inside.get("/v1/enrollments/" + enrollment).expect(200).json().getString("status");
    }
  }

  private static Frozen freeze(Product product) {
    var opened =
        product
            .api()
            .post(
                "/v1/test_clocks/",
                Json.createObjectBuilder().add("name", "gent").add("start", "2026-01-05T09:00:00Z"))
            .expect(201)
            .json();
    return new Frozen(
        product.api(),
        new Api(product.url(), opened.getString("token")),
        opened.getString("id"),
        opened.getString("inbox_id"));
  }

  private static String enroll(Frozen frozen) {
    return frozen
        .inside()
        .post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("inbox_id", frozen.inbox())
                .add("sequence_id", sequence(frozen))
                .add("recipient", Json.createObjectBuilder().add("email", "buyer@example.com")))
        .expect(201)
        .id();
  }

  private static String sequence(Frozen frozen) {
    return frozen
        .inside()
        .post(
            "/v1/sequences/",
            Json.createObjectBuilder()
                .add("name", "Proposal follow-up")
                .add("sender_inbox_id", frozen.inbox())
                .add("exit_on_reply", true)
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 2)
                                .add("subject", "Following up on the proposal")
                                .add("body", "Have you had a chance to review it?"))
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 5)
                                .add("subject", "Any questions on the proposal?")
                                .add("body", "Happy to answer questions."))))
        .expect(201)
        .id();
  }

  private static String contact(Frozen frozen, String address) {
    return frozen
        .inside()
        .post(
            "/v1/contacts",
            "{\"full_name\":\"Avery\",\"emails\":[{\"address\":\"" + address + "\"}]}")
        .expect(201)
        .id();
  }

  @Test
  void the_sample_runs_in_seconds(Product product) {
    var frozen = freeze(product);
    var enrollment = enroll(frozen);

    frozen.advance("P1D");
    assertThat(frozen.sent()).isEmpty();
    frozen.advance("P1D");
    assertThat(frozen.sent())
        .singleElement()
        .satisfies(mail -> assertThat(mail.getString("at")).startsWith("2026-01-07T09:00:00"));
    frozen.advance("P5D");

    assertThat(frozen.sent())
        .extracting(mail -> mail.getString("at").substring(0, 10))
        .containsExactlyInAnyOrder("2026-01-07", "2026-01-12");
    assertThat(frozen.status(enrollment)).isEqualTo("finished");
  }

  @Test
  void what_came_before_the_clock_moves_is_enrolled_before_it_does(Product product) {
    var frozen = freeze(product);
    var api = frozen.inside();
    var label = api.post("/v1/labels", "{\"name\":\"lead\"}").expect(201).id();
    var labeled = contact(frozen, "lead@rule.example");
    contact(frozen, "somebody@job.example");
    var enroll = "{\"sequence_id\":\"" + sequence(frozen) + "\"";
    api.post(
            "/v1/workflows",
            "{\"name\":\"Leads\",\"trigger\":\"label_applied\",\"conditions\":[{\"field\":\"label_id\","
                + "\"op\":\"eq\",\"value\":\""
                + label
                + "\"}],\"enroll\":"
                + enroll
                + "}}")
        .expect(201);

    api.put("/v1/contacts/" + labeled + "/labels/" + label).expect(204);
    api.post("/v1/enrollments/bulk", enroll + ",\"filter\":{\"domain\":\"job.example\"}}")
        .expect(202);
    frozen.advance("P2D");

    assertThat(frozen.sent())
        .hasSize(2)
        .allSatisfy(mail -> assertThat(mail.getString("at")).startsWith("2026-01-07T09:00:00"));
  }

  @Test
  void a_scripted_reply_stops_the_rest(Product product) {
    var frozen = freeze(product);
    var enrollment = enroll(frozen);
    frozen.advance("P2D");

    frozen
        .operator()
        .post(
            "/v1/test_clocks/" + frozen.clock() + "/replies",
            Json.createObjectBuilder().add("text", "Thank you, we decided against it."))
        .expect(201);
    frozen.advance("P30D");

    assertThat(frozen.status(enrollment)).isEqualTo("finished");
    assertThat(frozen.sent())
        .filteredOn(mail -> mail.getString("direction").equals("outbound"))
        .hasSize(1);
  }

  @Test
  void a_mailbox_ramps_up_by_the_clock(Product product) {
    var frozen = freeze(product);
    frozen
        .inside()
        .patch(
            "/v1/inboxes/" + frozen.inbox(),
            "{\"daily_limit\":50,\"ramp_up\":{\"start\":3,\"increase\":4}}")
        .expect(200);
    assertThat(limits(frozen)).containsExactly(3, 3);

    frozen.advance("P2D");

    assertThat(limits(frozen)).containsExactly(11, 11);
  }

  /** Of today: as the list says, and as the mailbox itself does. */
  private static List<Integer> limits(Frozen frozen) {
    var listed = frozen.inside().get("/v1/inboxes/").expect(200).results();
    var read = frozen.inside().get("/v1/inboxes/" + frozen.inbox()).expect(200).json();
    return Stream.concat(listed.stream(), Stream.of(read))
        .map(inbox -> inbox.getInt("daily_limit_now"))
        .toList();
  }
}
