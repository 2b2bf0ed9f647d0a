package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.HookSink.Call;
import cadenza.product.Product;
import com.standardwebhooks.Webhook;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscribers hear of each step, and can prove who told them. */
@Journey
class WebhookIT {
  private final HookSink sink = new HookSink();

  @AfterEach
  void stopListening() {
    sink.close();
  }

  @Test
  void the_official_library_verifies_what_a_subscriber_receives(Product product) throws Exception {
    var endpoint =
        product
            .api()
            .post(
                "/v1/webhook_endpoints/",
                Json.createObjectBuilder().add("url", sink.url("/hook")).add("format", "standard"))
            .expect(201)
            .json();
    var contact = Product.newAddress("heard");

    Conversation.enroll(product, product.newMailbox(), contact, 1);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(sink.calls())
                    .extracting(Call::body)
                    .anyMatch(body -> body.contains("\"contact.created\""))
                    .anyMatch(body -> body.contains("\"enrollment.started\""))
                    .anyMatch(body -> body.contains("\"message.sent\""))
                    .anyMatch(body -> body.contains("\"enrollment.finished\"")));
    var verifier = new Webhook(endpoint.getString("secret"));
    var schemas = new ServedSchemas(product);
    for (var call : sink.calls()) {
      verifier.verify(call.body(), call.headers());
      assertThat(schemas.complaints(call.body())).isEmpty();
      assertThat(call.body()).endsWith(",\"endpoint_id\":\"" + endpoint.getString("id") + "\"}");
    }
    product.api().delete("/v1/webhook_endpoints/" + endpoint.getString("id")).expect(204);
  }

  @Test
  void a_secret_is_replaced_and_a_range_of_the_log_is_sent_again(Product product) throws Exception {
    var api = product.api();
    var endpoint =
        api.post(
                "/v1/webhook_endpoints/",
                Json.createObjectBuilder()
                    .add("url", sink.url("/hook"))
                    .add("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
                    .add("options", Json.createObjectBuilder().add("signature", "both"))
                    .add(
                        "rate_limit",
                        Json.createObjectBuilder().add("requests", 50).add("per", "second"))
                    .add("headers", Json.createObjectBuilder().add("Authorization", "Bearer abc"))
                    .add("event_types", Json.createArrayBuilder().add("reply.received")))
            .expect(201)
            .json();
    var path = "/v1/webhook_endpoints/" + endpoint.getString("id");
    assertThat(endpoint.getJsonArray("header_names").getString(0)).isEqualTo("Authorization");
    assertThat(api.get(path + "/secret/public_key").expect(200).json().getString("public_key"))
        .startsWith("whpk_");
    api.post(path + "/test", "{\"event_type\":\"no.such\"}").expect(422);

    var rotated =
        api.post(path + "/secret/rotate", "{\"grace\":\"PT1H\"}")
            .expect(200)
            .json()
            .getString("secret");
    api.post(path + "/test", "{\"event_type\":\"reply.received\"}").expect(202);

    var call = sink.heard(any -> true);
    assertThat(call.body())
        .contains("\"reply.received\"")
        .endsWith("\"sample\":true,\"endpoint_id\":\"" + endpoint.getString("id") + "\"}");
    assertThat(call.headers().allValues("authorization")).containsExactly("Bearer abc");
    assertThat(call.header("webhook-signature").split(" ")).hasSize(4);
    new Webhook(rotated).verify(call.body(), call.headers());
    new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").verify(call.body(), call.headers());

    Conversation.enroll(product, product.newMailbox(), Product.newAddress("first"), 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !api.get("/v1/events").expect(200).results().isEmpty());
    api.patch(path, "{\"event_types\":[\"*\"]}").expect(200);
    api.post(path + "/replay", "{\"after\":0,\"up_to\":1}").expect(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(sink.calls())
                    .extracting(Call::body)
                    .anyMatch(body -> body.contains("},\"sequence\":1,")));
    api.post(path + "/recover", "{\"since\":\"2020-01-01T00:00:00Z\"}").expect(422);
    api.delete(path).expect(204);
  }

  @Test
  void a_change_names_the_version_that_was_read(Product product) {
    var opened = product.api().post("/v1/webhook_endpoints/", endpoint()).expect(201);
    var path = "/v1/webhook_endpoints/" + opened.id();
    var read = product.api().get(path).expect(200);

    assertThat(opened.header("Location")).hasValueSatisfying(at -> assertThat(at).endsWith(path));
    assertThat(read.header("ETag")).isPresent().isEqualTo(opened.header("ETag"));

    var tag = read.header("ETag").orElseThrow();
    var changed =
        product.api().patch(path, "{\"description\":\"one\"}", "If-Match", tag).expect(200);
    assertThat(changed.header("ETag")).isPresent().isNotEqualTo(read.header("ETag"));
    assertThat(
            product
                .api()
                .patch(path, "{\"description\":\"two\"}", "If-Match", tag)
                .expect(412)
                .code())
        .isEqualTo("stale");
    product.api().patch(path, "{\"description\":\"three\"}").expect(200);
    product.api().delete(path).expect(204);
  }

  @Test
  void the_states_of_a_delivery_are_written_like_all_others(Product product) {
    var endpoint = product.api().post("/v1/webhook_endpoints/", endpoint()).expect(201).id();
    var delivery =
        product.api().post("/v1/webhook_endpoints/" + endpoint + "/test").expect(202).id();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        product
                            .api()
                            .get("/v1/webhook_deliveries/?status=succeeded&endpoint_id=" + endpoint)
                            .expect(200)
                            .results())
                    .extracting(found -> found.getString("id"), found -> found.getString("status"))
                    .containsExactly(tuple(delivery, "succeeded")));
    product.api().get("/v1/webhook_deliveries/?status=gone").expect(400, 422);
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  @Test
  void nothing_leaves_later_than_a_second_after_an_endpoint_was_switched_off(Product product)
      throws Exception {
    var switchedOff = new CountDownLatch(1);
    sink.answering(
        call -> {
          if (!switchedOff.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("It was never switched off");
          }
          sink.holdBack(Duration.ofMillis(400));
          return Answer.of(204);
        });
    var endpoint = product.api().post("/v1/webhook_endpoints/", endpoint()).expect(201).id();
    for (int i = 0; i < 100; i++) {
      product
          .api()
          .post(
              "/v1/contacts/",
              Json.createObjectBuilder()
                  .add("full_name", "Avery Chen")
                  .add("email", Product.newAddress("waiting")))
          .expect(201);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> !sink.calls().isEmpty());

    product.api().patch("/v1/webhook_endpoints/" + endpoint, "{\"enabled\":false}").expect(200);
    var answered = System.nanoTime();
    switchedOff.countDown();
    new CountDownLatch(1).await(6, TimeUnit.SECONDS);

    assertThat(sink.calls())
        .as("there was more to send")
        .hasSizeLessThan(100)
        .allSatisfy(
            call ->
                assertThat(Duration.ofNanos(call.at() - answered))
                    .isLessThan(Duration.ofSeconds(1)));
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  private JsonObjectBuilder endpoint() {
    return Json.createObjectBuilder().add("url", sink.url("/hook"));
  }

  @Test
  void the_event_log_is_numbered_without_a_gap(Product product) {
    Conversation.enroll(product, product.newMailbox(), Product.newAddress("logged"), 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !product.api().get("/v1/events?after=0").expect(200).results().isEmpty());

    var numbers =
        product.api().get("/v1/events?after=0&limit=200").expect(200).results().stream()
            .map(event -> event.getJsonNumber("sequence").longValue())
            .toList();

    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
  }
}
