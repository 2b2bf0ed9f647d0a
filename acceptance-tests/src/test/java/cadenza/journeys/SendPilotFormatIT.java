package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.HookSink.Call;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer of SendPilot's webhooks hears what it always heard. */
@Journey
class SendPilotFormatIT {
  private static final String SECRET = "sp_example_secret";
  private static final String PROFILE = "https://www.linkedin.com/in/john-doe";

  private final AtomicInteger failures = new AtomicInteger();
  private final HookSink sink = new HookSink();

  @AfterEach
  void stopListening() {
    sink.close();
  }

  @Test
  void a_campaign_is_told_of_from_its_start_to_the_answer(Product product) throws Exception {
    var endpoint = endpoint(product);
    var mailbox = product.newMailbox();
    var person = Product.newAddress("lead");
    var contact = contact(product, person);
    var sequence = sequence(product, mailbox);
    label(product, contact);
    enroll(product, sequence, contact);
    var mail = Conversation.mailsFor(product, person, 1).get(0);
    Conversation.reply(product, mail, person, mailbox.address());

    var started = heard("campaign.started");
    var sent = heard("message.sent");
    var contacted = heard("lead.updated", "MESSAGE_SENT");
    var replied = heard("reply.received");
    var tagged = heard("lead.tag.updated");
    var answered = heard("lead.updated", "REPLY_RECEIVED");

    var data = sent.getJsonObject("data");
    assertThat(data.getString("message")).isEqualTo("Have you had a chance to look, 👋?");
    assertThat(data.getString("linkedinUrl")).isEqualTo(PROFILE);
    assertThat(data.getInt("sequenceStep")).isEqualTo(1);
    assertThat(started.getJsonObject("data").keySet())
        .containsExactly("campaignId", "campaignName", "totalLeads", "startedAt");
    assertThat(contacted.getJsonObject("data").keySet())
        .containsExactly("leadId", "campaignId", "linkedinUrl", "previousStatus", "newStatus");
    assertThat(answered.getJsonObject("data").getString("previousStatus"))
        .isEqualTo("MESSAGE_SENT");
    assertThat(replied.getJsonObject("data").keySet())
        .containsExactly("leadId", "campaignId", "linkedinUrl", "senderId", "reply");
    assertThat(replied.getJsonObject("data").getString("reply")).contains("I will have a look");
    assertThat(tagged.getJsonObject("data").getString("tag")).startsWith("warm");
    for (var event : Set.of(contacted, replied, answered)) {
      assertThat(event.getJsonObject("data").getString("leadId"))
          .isEqualTo(data.getString("leadId"));
      assertThat(event.getJsonObject("data").getString("campaignId"))
          .isEqualTo(data.getString("campaignId"));
      assertThat(event.getString("workspaceId")).isEqualTo(sent.getString("workspaceId"));
    }
    assertThat(sink.calls())
        .extracting(call -> call.json().getString("eventId"))
        .doesNotHaveDuplicates();
    for (var call : sink.calls()) {
      isSigned(call);
    }
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  @Test
  void an_event_that_was_refused_comes_again_after_five_seconds_as_it_was(Product product)
      throws Exception {
    failures.set(1);
    sink.answering(call -> Answer.of(failures.getAndDecrement() > 0 ? 500 : 200));
    var endpoint = endpoint(product);
    Conversation.enroll(product, product.newMailbox(), Product.newAddress("again"), 600);
    var first = sink.heard(any -> true);
    var id = first.json().getString("eventId");

    var again = sink.heard(call -> call != first && call.json().getString("eventId").equals(id));

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(time(again)).isGreaterThanOrEqualTo(time(first) + 5);
    assertThat(Duration.ofNanos(again.at() - first.at()))
        .isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(20));
    isSigned(first);
    isSigned(again);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        product
                            .api()
                            .get("/v1/webhook_deliveries/?endpoint_id=" + endpoint)
                            .expect(200)
                            .results())
                    .isNotEmpty()
                    .allSatisfy(told -> assertThat(told.getString("status")).isEqualTo("succeeded"))
                    .anySatisfy(told -> assertThat(told.getInt("attempts")).isEqualTo(2)));
    product.api().delete("/v1/webhook_endpoints/" + endpoint).expect(204);
  }

  private String endpoint(Product product) {
    return product
        .api()
        .post(
            "/v1/webhook_endpoints/",
            Json.createObjectBuilder()
                .add("url", sink.url("/webhooks/sendpilot"))
                .add("secret", SECRET)
                .add("format", "sendpilot"))
        .expect(201)
        .id();
  }

  private static String contact(Product product, String address) {
    return product
        .api()
        .post(
            "/v1/contacts/",
            Json.createObjectBuilder()
                .add("full_name", "John Doe")
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(Json.createObjectBuilder().add("address", address)))
                .add(
                    "profiles",
                    Json.createArrayBuilder()
                        .add(
                            Json.createObjectBuilder()
                                .add("type", "linkedin")
                                .add("url", PROFILE))))
        .expect(201)
        .id();
  }

  private static String sequence(Product product, Mailbox mailbox) {
    return product
        .api()
        .post(
            "/v1/sequences/",
            Json.createObjectBuilder()
                .add("name", "Q1 outreach")
                .add("sender_inbox_id", mailbox.id())
                .add("exit_on_reply", true)
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 0)
                                .add("subject", "Thank you for connecting")
                                .add("body", "Have you had a chance to look, 👋?"))
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 3)
                                .add("subject", "Any questions?")
                                .add("body", "Happy to answer them."))))
        .expect(201)
        .id();
  }

  private static void label(Product product, String contact) {
    var label =
        product
            .api()
            .post("/v1/labels/", "{\"name\":\"" + Product.newAddress("warm") + "\"}")
            .expect(201)
            .id();
    product.api().put("/v1/contacts/" + contact + "/labels/" + label).expect(204);
  }

  private static void enroll(Product product, String sequence, String contact) {
    product
        .api()
        .post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("sequence_id", sequence)
                .add("recipient", Json.createObjectBuilder().add("contact_id", contact)))
        .expect(201);
  }

  private JsonObject heard(String type) {
    return heard(type, "");
  }

  private JsonObject heard(String type, String containing) {
    return sink.heard(
            call ->
                call.json().getString("eventType").equals(type) && call.body().contains(containing))
        .json();
  }

  private static long time(Call call) {
    return Long.parseLong(call.header("webhook-signature").replaceAll("t=(\\d+),.*", "$1"));
  }

  private static void isSigned(Call call) throws Exception {
    assertThat(call.header("webhook-signature"))
        .isEqualTo(
            "t=" + time(call) + ",s=" + Published.hmac(SECRET, time(call) + "." + call.body()));
    assertThat(call.header("Content-Type")).isEqualTo("application/json");
    assertThat(
            Published.hmac(
                SECRET,
                "1708770600.{\"eventId\":\"evt_1708456789123_abc123def\","
                    + "\"eventType\":\"message.sent\"}"))
        .as("the vector of the contract")
        .isEqualTo("9b6984de3def5b327d2fb0ee671d145269b468018025702d0031b6752d219f05");
  }
}
