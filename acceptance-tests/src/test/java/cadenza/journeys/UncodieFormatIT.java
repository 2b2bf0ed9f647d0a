package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.HookSink.Call;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer of Uncodie's webhooks is asked by a GET, and told by a POST where that fails. */
@Journey
class UncodieFormatIT {
  private static final String SECRET = "uncodie_example_secret";
  private static final List<String> KEYS =
      List.of("id", "type", "site_id", "table", "object_id", "data", "attempt", "timestamp");

  private final HookSink sink = new HookSink();

  @AfterEach
  void stopListening() {
    sink.close();
  }

  @Test
  void a_conversation_is_told_by_posts_to_whoever_answers_no_get(Product product) throws Exception {
    sink.answering(call -> Answer.of(call.method().equals("GET") ? 404 : 200));
    var endpoint = endpoint(product, "/uncodie?tenant=7");
    var mailbox = product.newMailbox();
    var person = Product.newAddress("lead");
    Conversation.enroll(product, mailbox, person, 600);
    var mail = Conversation.mailsFor(product, person, 1).get(0);
    Conversation.reply(product, mail, person, mailbox.address());

    var lead = told("lead.created", person);
    var sent = told("message.created", "\"assistant\"");
    var reply = told("message.created", "\"user\"");

    assertThat(lead.json().getString("table")).isEqualTo("leads");
    assertThat(data(lead).getString("email")).isEqualTo(person);
    assertThat(data(sent).keySet())
        .containsExactly(
            "id",
            "site_id",
            "conversation_id",
            "lead_id",
            "channel",
            "role",
            "content",
            "status",
            "created_at");
    assertThat(data(sent).getString("content")).isEqualTo("Have you had a chance to look?");
    assertThat(data(reply).getString("content")).isEqualTo("Thank you, I will have a look.");
    for (var call : List.of(lead, sent, reply)) {
      isWhole(call);
      assertThat(call.uri().toString()).isEqualTo("/uncodie?tenant=7");
      wasAskedFirst(call);
    }
    assertThat(data(sent).getString("lead_id")).isEqualTo(data(lead).getString("id"));
    assertThat(data(reply).getString("conversation_id"))
        .isEqualTo(data(sent).getString("conversation_id"));
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  @Test
  void whoever_answers_the_get_is_sent_no_post(Product product) {
    var endpoint = endpoint(product, "/uncodie");
    var sample = sample(product, endpoint);

    var asked = sink.heard(call -> query(call).get("delivery_id") != null);
    succeeded(product, sample);

    assertThat(query(asked).keySet())
        .containsExactly("delivery_id", "event", "site_id", "table", "object_id");
    assertThat(sink.calls()).extracting(Call::method).containsOnly("GET");
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  @Test
  void a_second_attempt_has_its_own_number_time_and_signature(Product product) throws Exception {
    var refused = new ConcurrentHashMap<String, Boolean>();
    sink.answering(
        call -> {
          if (call.method().equals("GET")) {
            return Answer.of(500);
          }
          var id = call.header("X-Webhook-Delivery");
          return Answer.of(refused.putIfAbsent(id, true) == null ? 500 : 204);
        });
    var endpoint = endpoint(product, "/uncodie");
    product.api().post("/v1/contacts/", "{\"full_name\":\"Zoë 🎼\"}").expect(201);

    var first = told("lead.created", "🎼");
    var second = sink.heard(call -> is(call, "lead.created", "🎼") && attempt(call) == 2);

    assertThat(attempt(first)).isEqualTo(1);
    assertThat(second.json().getString("id")).isEqualTo(first.json().getString("id"));
    assertThat(second.json().getString("timestamp"))
        .isGreaterThan(first.json().getString("timestamp"));
    assertThat(second.json().get("data")).isEqualTo(first.json().get("data"));
    assertThat(second.header("X-Webhook-Signature"))
        .isNotEqualTo(first.header("X-Webhook-Signature"));
    assertThat(Duration.ofNanos(second.at() - first.at()))
        .isBetween(Duration.ofMillis(950), Duration.ofSeconds(15));
    for (var call : List.of(first, second)) {
      isWhole(call);
      wasAskedFirst(call);
    }
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  private String endpoint(Product product, String path) {
    return product
        .api()
        .post(
            "/v1/webhook_endpoints/",
            Json.createObjectBuilder()
                .add("url", sink.url(path))
                .add("secret", SECRET)
                .add("format", "uncodie")
                .add(
                    "event_types",
                    Json.createArrayBuilder().add("leads.created").add("message.created")))
        .expect(201)
        .id();
  }

  private static String sample(Product product, String endpoint) {
    return product
        .api()
        .post("/v1/webhook_endpoints/" + endpoint + "/test", "{\"event_type\":\"leads.created\"}")
        .expect(202)
        .id();
  }

  private static void succeeded(Product product, String delivery) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                product
                    .api()
                    .get("/v1/webhook_deliveries/" + delivery)
                    .expect(200)
                    .json()
                    .getString("status")
                    .equals("succeeded"));
  }

  private Call told(String type, String containing) {
    return sink.heard(call -> is(call, type, containing));
  }

  private static boolean is(Call call, String type, String containing) {
    return call.method().equals("POST")
        && call.header("X-Webhook-Event").equals(type)
        && call.body().contains(containing);
  }

  private static JsonObject data(Call call) {
    return call.json().getJsonObject("data");
  }

  private static int attempt(Call call) {
    return call.json().getInt("attempt");
  }

  private static void isWhole(Call call) throws Exception {
    var body = call.json();
    assertThat(body.keySet()).containsExactlyElementsOf(KEYS);
    assertThat(body.getString("type")).isEqualTo(call.header("X-Webhook-Event"));
    assertThat(body.getString("id")).isEqualTo(call.header("X-Webhook-Delivery"));
    for (var id : List.of("id", "site_id", "object_id")) {
      assertThat(UUID.fromString(body.getString(id))).hasToString(body.getString(id));
    }
    assertThat(data(call).getString("id")).isEqualTo(body.getString("object_id"));
    assertThat(call.header("X-Webhook-Signature")).isEqualTo(Published.hmac(SECRET, call.body()));
    assertThat(
            Published.hmac(
                SECRET,
                "{\"id\":\"00000000-0000-4000-8000-000000000001\",\"type\":\"lead.created\"}"))
        .as("the vector of the contract")
        .isEqualTo("f205e77775272d9252599f39ef35ab9c7cba30b966c2872c6c08455d921c24bc");
  }

  /** With the signature of the body that followed, and before it. */
  private void wasAskedFirst(Call posted) {
    var body = posted.json();
    var asked =
        sink.heard(
            call ->
                call.method().equals("GET")
                    && call.header("X-Webhook-Signature")
                        .equals(posted.header("X-Webhook-Signature")));
    assertThat(asked.body()).isEmpty();
    assertThat(asked.at()).isLessThan(posted.at());
    assertThat(query(asked))
        .containsEntry("delivery_id", body.getString("id"))
        .containsEntry("event", body.getString("type"))
        .containsEntry("site_id", body.getString("site_id"))
        .containsEntry("table", body.getString("table"))
        .containsEntry("object_id", body.getString("object_id"));
    assertThat(asked.header("X-Webhook-Event")).isEqualTo(body.getString("type"));
    assertThat(asked.header("X-Webhook-Delivery")).isEqualTo(body.getString("id"));
  }

  private static Map<String, String> query(Call call) {
    var query = new LinkedHashMap<String, String>();
    for (var part : String.valueOf(call.uri().getRawQuery()).split("&")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        query.put(
            part.substring(0, equals),
            URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
