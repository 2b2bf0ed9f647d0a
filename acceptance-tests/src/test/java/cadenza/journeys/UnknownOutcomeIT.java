package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.faults.SmtpSink;
import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mail server took a mail and kept that to itself: a person settles what nobody knows. */
@Journey
class UnknownOutcomeIT {
  private final SmtpSink server = new SmtpSink();

  private record Unknown(String message, String enrollment) {}

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void a_mail_that_was_sent_after_all_lets_its_sequence_go_on(Product product) {
    var unknown = unknown(product);

    resolve(product.api(), unknown, "sent").expect(204);

    assertThat(stateOf(product, unknown)).isEqualTo("sent");
    var enrollment = enrollment(product, unknown);
    assertThat(enrollment.getString("status")).isEqualTo("active");
    assertThat(enrollment.getInt("current_email")).isEqualTo(2);
    assertThat(server.taken()).hasSize(1);
  }

  @Test
  void a_step_that_was_not_sent_is_sent_once_more_as_a_new_message(Product product) {
    var unknown = unknown(product);

    resolve(product.api(), unknown, "not_sent").expect(204);

    assertThat(stateOf(product, unknown)).isEqualTo("cancelled");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(enrollment(product, unknown).getInt("current_email")).isEqualTo(2));
    assertThat(enrollment(product, unknown).getString("status")).isEqualTo("active");
    assertThat(server.taken()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void a_step_that_was_not_sent_waits_while_its_enrollment_rests(Product product) {
    var unknown = unknown(product);
    change(product, unknown, "pause");

    resolve(product.api(), unknown, "not_sent").expect(204);

    assertThat(stateOf(product, unknown)).isEqualTo("cancelled");
    assertThat(enrollment(product, unknown).getString("status")).isEqualTo("paused");
    assertThat(server.taken()).hasSize(1);
    change(product, unknown, "resume");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(server.taken()).hasSize(2));
  }

  @Test
  void a_step_that_was_not_sent_stays_so_when_its_enrollment_is_over(Product product) {
    var unknown = unknown(product);
    change(product, unknown, "cancel");

    resolve(product.api(), unknown, "not_sent").expect(204);

    assertThat(stateOf(product, unknown)).isEqualTo("cancelled");
    assertThat(enrollment(product, unknown).getString("status")).isEqualTo("finished");
  }

  @Test
  void a_mail_goes_out_again_under_its_own_message_id(Product product) {
    var unknown = unknown(product);

    resolve(product.api(), unknown, "resend").expect(204);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(stateOf(product, unknown)).isEqualTo("sent"));
    assertThat(server.taken()).hasSize(2);
    assertThat(server.taken().get(1)).isEqualTo(server.taken().get(0));
    assertThat(enrollment(product, unknown).getString("status")).isEqualTo("active");
  }

  @Test
  void what_is_known_cannot_be_settled_again(Product product) {
    var unknown = unknown(product);
    resolve(product.api(), unknown, "sent").expect(204);

    var answer = resolve(product.api(), unknown, "not_sent").expect(409);

    assertThat(answer.code()).isEqualTo("message.outcome_known");
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(stateOf(product, unknown)).isEqualTo("sent");
  }

  @Test
  void who_may_not_send_settles_nothing_and_strangers_see_nothing(Product product) {
    var unknown = unknown(product);
    var stranger =
        product
            .api()
            .post("/v1/test_clocks/", Json.createObjectBuilder().add("name", "another workspace"))
            .expect(201)
            .json();

    var refused = resolve(product.apiWith("messages:read"), unknown, "sent").expect(403);
    assertThat(refused.code()).isEqualTo("insufficient_scope");
    resolve(new Api(product.url(), stranger.getString("token")), unknown, "sent").expect(404);
    resolve(product.anonymous(), unknown, "sent").expect(401);

    assertThat(stateOf(product, unknown)).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"msg_01h455vb4pex5vsknk084sn02q", "msg_zzz", "enr_1"})
  void no_message_no_answer(String id, Product product) {
    resolve(product.api(), new Unknown(id, ""), "sent").expect(404);
  }

  @Test
  void another_outcome_than_the_three_changes_nothing(Product product) {
    var unknown = unknown(product);

    var answer = resolve(product.api(), unknown, "perhaps").expect(422);
    resolve(product.api(), unknown, "").expect(422);

    assertThat(answer.text()).contains("/outcome");
    assertThat(stateOf(product, unknown)).isEqualTo("unknown");
  }

  /** Sends one mail to a server that takes it, says nothing and hangs up. */
  private Unknown unknown(Product product) {
    server.hangAfterTheDot(1, Duration.ofSeconds(1));
    var address = Product.newAddress("silent");
    var inbox =
        product
            .api()
            .post(
                "/v1/inboxes/",
                Json.createObjectBuilder()
                    .add("address", address)
                    .add(
                        "smtp",
                        Json.createObjectBuilder()
                            .add("host", "127.0.0.1")
                            .add("port", server.port())
                            .add("security", "none")))
            .expect(201)
            .id();
    var enrollment =
        Conversation.enroll(
            product, new Mailbox(inbox, address), Product.newAddress("unheard"), 600);
    var message =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    product
                        .api()
                        .get("/v1/enrollments/" + enrollment)
                        .expect(200)
                        .json()
                        .getString("message_in_flight", ""),
                id -> !id.isEmpty());
    var unknown = new Unknown(message, enrollment);
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(stateOf(product, unknown)).isEqualTo("unknown"));
    return unknown;
  }

  private static Api.Answer resolve(Api api, Unknown unknown, String outcome) {
    return api.post(
        "/v1/messages/" + unknown.message() + "/resolve",
        Json.createObjectBuilder().add("outcome", outcome));
  }

  private static void change(Product product, Unknown unknown, String action) {
    product
        .api()
        .patch(
            "/v1/sequences/enrollments/" + unknown.enrollment(), "{\"action\": \"" + action + "\"}")
        .expect(200);
  }

  private static String stateOf(Product product, Unknown unknown) {
    return product
        .api()
        .get("/v1/messages/" + unknown.message())
        .expect(200)
        .json()
        .getString("status");
  }

  private static JsonObject enrollment(Product product, Unknown unknown) {
    return product.api().get("/v1/enrollments/" + unknown.enrollment()).expect(200).json();
  }
}
