package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.Product;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer of Reply.io's webhooks is told by this product instead. */
@Journey
class ReplyWebhooksIT {
  /** As published. */
  private static final Set<String> CONTACT =
      Set.of(
          "id",
          "email",
          "first_name",
          "last_name",
          "full_name",
          "title",
          "company",
          "linked_in_profile_url",
          "city",
          "state",
          "country",
          "time_zone_id",
          "phone",
          "domain",
          "company_size",
          "industry",
          "sales_navigator",
          "linked_in_recruiter");

  /** As published, with everything that a subscription can ask for. */
  private static final Map<String, Set<String>> KEYS =
      Map.of(
          "email_sent",
          Set.of(
              "event",
              "email_account_id",
              "sent_email_id",
              "message_id",
              "sent_at",
              "email_blob_url",
              "email_content",
              "email_from",
              "contact_fields",
              "contact_custom_fields",
              "sequence_fields"),
          "email_replied",
          Set.of(
              "event",
              "email_account_id",
              "sent_email_id",
              "reply_date",
              "reply_message_id",
              "reply_reason",
              "email_from",
              "reply_blob_url",
              "reply_content",
              "contact_fields",
              "contact_custom_fields",
              "sequence_fields"),
          "contact_finished",
          Set.of(
              "event",
              "finish_reason",
              "finished_at",
              "contact_fields",
              "contact_custom_fields",
              "sequence_fields"));

  private static final Map<String, Set<String>> SEQUENCE =
      Map.of(
          "email_sent", Set.of("id", "step_number"),
          "email_replied", Set.of("id", "name", "step_number"),
          "contact_finished", Set.of("id"));

  private final HookSink sink = new HookSink().answering(call -> Answer.of(200));

  @AfterEach
  void stopListening() {
    sink.close();
  }

  private String subscription(String type, String more) {
    return "{\"eventType\":\"" + type + "\",\"url\":\"" + sink.url("/reply") + "\"" + more + "}";
  }

  @Test
  void a_conversation_is_told_in_the_shapes_that_are_published(Product product) throws Exception {
    var numbers = new java.util.HashMap<String, Integer>();
    for (var type : KEYS.keySet()) {
      var opened =
          product
              .api()
              .post(
                  "/v3/webhooks",
                  subscription(
                      type,
                      ",\"payloadConfig\":{\"includeEmailUrl\":true,\"includeEmailText\":true,"
                          + "\"includeProspectCustomFields\":true}"))
              .expect(201)
              .json();
      numbers.put(type, opened.getInt("id"));
    }
    var mailbox = product.newMailbox();
    var person = Product.newAddress("prospect");

    var enrollment = Conversation.enroll(product, mailbox, person, 600);
    var first = Conversation.mailsFor(product, person, 1).get(0);
    Conversation.reply(product, first, person, mailbox.address());

    var sent = toldOf("email_sent", person);
    var replied = toldOf("email_replied", person);
    var finished = toldOf("contact_finished", person);
    for (var body : Set.of(sent, replied, finished)) {
      var event = body.getJsonObject("event");
      var type = event.getString("type");
      assertThat(body.keySet()).as(type).isEqualTo(KEYS.get(type));
      assertThat(event.keySet())
          .containsExactlyInAnyOrder("date", "id", "type", "user_id", "team_id", "subscription_id");
      assertThat(UUID.fromString(event.getString("id"))).isNotNull();
      assertThat(event.getInt("subscription_id")).isEqualTo(numbers.get(type));
      assertThat(body.getJsonObject("contact_fields").keySet()).isEqualTo(CONTACT);
      assertThat(body.getJsonObject("sequence_fields").keySet()).isEqualTo(SEQUENCE.get(type));
      assertThat(body.getJsonObject("sequence_fields").getInt("id")).isPositive();
      assertThat(body.getJsonObject("contact_fields").getInt("id"))
          .isEqualTo(sent.getJsonObject("contact_fields").getInt("id"));
    }
    assertThat(replied.getInt("sent_email_id")).isEqualTo(sent.getInt("sent_email_id"));
    assertThat(replied.getString("reply_reason")).isEqualTo("EmailDetected");
    assertThat(replied.getString("reply_content")).contains("I will have a look");
    assertThat(sent.getString("message_id")).isEqualTo(first.getMessageID());
    assertThat(sent.getString("email_from")).isEqualTo(mailbox.address());
    assertThat(finished.getString("finish_reason")).isEqualTo("Replied");
    assertThat(Conversation.statusOf(product, enrollment)).isEqualTo("finished");

    seenUntilErased(product, replied.getString("reply_blob_url"), person);
    for (var number : numbers.values()) {
      product.api().delete("/v3/webhooks/" + number).expect(204);
      product.api().get("/v3/webhooks/" + number).expect(404);
    }
  }

  private static void seenUntilErased(Product product, String address, String person) {
    var path = URI.create(address).getPath();
    var page = product.anonymous().get(path).expect(200);
    assertThat(page.text()).contains("I will have a look");
    assertThat(page.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
    assertThat(page.header("Cache-Control")).contains("no-store");
    assertThat(page.header("X-Content-Type-Options")).contains("nosniff");
    product.anonymous().get(path.substring(0, path.length() - 1)).expect(404);

    var contact =
        product.api().get("/v1/contacts/?address=" + person).results().get(0).getString("id");
    product.api().post("/v1/contacts/" + contact + "/erase", "{}").expect(200, 202, 204);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(product.anonymous().get(path).status()).isEqualTo(404));
  }

  @Test
  void who_is_marked_by_hand_has_replied_too(Product product) {
    var number =
        product
            .api()
            .post("/v3/webhooks", subscription("email_replied", ""))
            .expect(201)
            .json()
            .getInt("id");
    var person = Product.newAddress("phoned");
    var enrollment = Conversation.enroll(product, product.newMailbox(), person, 600);

    product
        .api()
        .patch("/v1/enrollments/" + enrollment, "{\"action\":\"mark_replied\"}")
        .expect(200);

    var replied = toldOf("email_replied", person);
    assertThat(replied.getString("reply_reason")).isEqualTo("StatusSetManually");
    assertThat(replied).doesNotContainKeys("reply_blob_url", "reply_content");
    var over = product.api().get("/v1/enrollments/" + enrollment).expect(200).json();
    assertThat(over.getString("finish_reason")).isEqualTo("REPLIED");
    product.api().delete("/v3/webhooks/" + number).expect(204);
  }

  @Test
  void a_subscription_is_kept_as_its_callers_know_it(Product product) {
    var api = product.api();
    var made = api.post("/v3/webhooks", subscription("email_sent", "")).expect(201);
    var webhook = made.json();
    int number = webhook.getInt("id");
    var path = "/v3/webhooks/" + number;

    assertThat(made.header("Location").orElseThrow()).endsWith(path);
    assertThat(webhook.keySet())
        .containsExactlyInAnyOrder(
            "id", "eventType", "url", "scope", "enabled", "createdAt", "payloadConfig");
    assertThat(webhook.getString("scope")).isEqualTo("Personal");
    assertThat(webhook.getBoolean("enabled")).isTrue();
    assertThat(webhook.getString("createdAt")).endsWith("+00:00");
    assertThat(webhook.getJsonObject("payloadConfig").getBoolean("includeEmailUrl")).isFalse();
    assertThat(api.get("/v3/webhooks?top=100").expect(200).json().getJsonArray("items"))
        .contains(webhook);

    api.post(path + "/disable").expect(204);
    api.post(path + "/disable").expect(204);
    assertThat(api.get(path).expect(200).json().getBoolean("enabled")).isFalse();
    api.post(path + "/enable").expect(204);

    var replaced =
        api.call(
                "PUT",
                path,
                subscription(
                    "contact_called",
                    ",\"scope\":\"team\",\"payloadConfig\":{\"includeEmailText\":true}"))
            .expect(200)
            .json();
    assertThat(replaced.getString("eventType")).isEqualTo("contact_called");
    assertThat(replaced.getString("scope")).isEqualTo("Team");
    assertThat(api.call("PUT", path, subscription("contact_called", "")).json().getString("scope"))
        .isEqualTo("Team");

    api.post(path + "/test").expect(204);
    var sample = toldOf("contact_called", "prospect@example.com");
    assertThat(sample.getString("call_sid")).isEqualTo("test-call-sid");
    assertThat(sample.getJsonObject("event").getInt("subscription_id")).isEqualTo(number);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(api.get(path + "/logs").expect(200).json().getJsonArray("items"))
                    .anySatisfy(
                        line -> {
                          assertThat(line.asJsonObject().getInt("httpStatus", 0)).isEqualTo(200);
                          assertThat(line.asJsonObject().getString("eventId"))
                              .isEqualTo(sample.getJsonObject("event").getString("id"));
                        }));
    api.delete(path).expect(204);
    api.get(path).expect(404);
  }

  @Test
  void what_does_not_fit_is_refused_with_the_codes_that_are_published(Product product) {
    var api = product.api();

    var event = api.post("/v3/webhooks", subscription("lead_won", "")).expect(400);
    assertThat(event.code()).isEqualTo("webHook.invalidEvent");
    assertThat(event.text()).contains("/eventType").contains("/v3/webhooks");
    var scope =
        api.post("/v3/webhooks", subscription("email_sent", ",\"scope\":\"Organization\""))
            .expect(400);
    assertThat(scope.code()).isEqualTo("webHook.organizationScopeNotImplemented");
    assertThat(api.post("/v3/webhooks", "{\"eventType\":\"email_sent\"}").expect(400).code())
        .isEqualTo("webHook.invalidUrl");
    assertThat(api.get("/v3/webhooks/events").expect(200).response().body())
        .contains("email_auto_reply");
    api.get("/v3/webhooks/0").expect(404);
    api.get("/v3/webhooks/nothing").expect(404);
    api.get("/v3/contacts").expect(404);
    for (var other :
        List.of(
            "reply/webhooks",
            "reply;x=1/webhooks",
            "reply/webhooks;x=1",
            "%72eply/webhooks",
            "reply/webhooks/events",
            "reply;a/webhooks;b/events;c")) {
      api.get("/v1/" + other).expect(404);
    }
    api.get("/v3/webhooks?top=0").expect(400);
  }

  @Test
  void a_token_opens_the_door_and_only_its_scopes_do(Product product) {
    var reader = product.apiWith("webhooks:read");
    product.anonymous().get("/v3/webhooks").expect(401);
    product.anonymous().call("GET", "/v3/webhooks", null, "X-API-Key", "cdz_wrong").expect(401);
    assertThat(
            product
                .anonymous()
                .call("GET", "/v3/webhooks", null, "X-API-Key", token(reader))
                .expect(200)
                .json())
        .containsKeys("items", "hasMore");
    product
        .anonymous()
        .call("GET", "/v1/webhook_endpoints", null, "X-API-Key", token(reader))
        .expect(401);
    assertThat(reader.post("/v3/webhooks", subscription("email_sent", "")).expect(403).code())
        .isEqualTo("insufficient_scope");
  }

  private static String token(Api api) {
    return Objects.requireNonNull(api.token());
  }

  private JsonObject toldOf(String type, String person) {
    return sink.heard(
            call ->
                call.json().getJsonObject("event").getString("type").equals(type)
                    && isAbout(call.json(), person))
        .json();
  }

  private static boolean isAbout(JsonObject body, String person) {
    return body.getJsonObject("contact_fields").get("email") instanceof JsonString email
        && email.getString().equals(person);
  }
}
