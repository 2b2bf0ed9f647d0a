package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Call;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A consumer of Inbox's webhooks hears what it always heard. */
@Journey
class InboxFormatIT {
  private final HookSink sink = new HookSink();

  @AfterEach
  void stopListening() {
    sink.close();
  }

  @Test
  void a_target_is_contacted_followed_up_and_replies(Product product) throws Exception {
    var endpoint =
        product
            .api()
            .post(
                "/v1/webhook_endpoints/",
                Json.createObjectBuilder().add("url", sink.url("/inbox")).add("format", "inbox"))
            .expect(201)
            .json();
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("target");
    Conversation.enroll(product, mailbox, contact, 1);
    var mail = Conversation.mailsFor(product, contact, 2).get(1);
    var contacted = heard("target.contacted", contact);
    var followUp = heard("target.followUpSent", contact);
    Conversation.reply(product, mail, contact, mailbox.address());
    var replied = heard("target.replied", contact);

    assertThat(contacted.getInt("seq")).isLessThan(followUp.getInt("seq"));
    assertThat(followUp.getInt("seq")).isLessThan(replied.getInt("seq"));
    isWhole(followUp);
    for (var call : sink.calls()) {
      isSigned(call, endpoint.getString("secret"));
    }
    canBeReadAgain(product);
    product.api().delete("/v1/webhook_endpoints/" + endpoint.getString("id")).expect(204);
  }

  private JsonObject heard(String type, String contact) {
    return sink.heard(
            call -> call.json().getString("type").equals(type) && call.body().contains(contact))
        .json();
  }

  /** The key counts of the published sample, and what is equal in it. */
  private static void isWhole(JsonObject event) {
    var data = event.getJsonObject("data");
    var thread = data.getJsonObject("thread");
    var message = data.getJsonObject("message");

    assertThat(event.keySet())
        .containsExactly("id", "seq", "teamId", "type", "timestamp", "version", "data");
    assertThat(data.keySet())
        .containsExactly("campaign", "thread", "message", "prospect", "stepNumber");
    assertThat(data.getJsonObject("campaign")).hasSize(15);
    assertThat(thread).hasSize(16);
    assertThat(thread.getJsonObject("prospect")).hasSize(8);
    assertThat(message).hasSize(21);
    assertThat(data.getJsonObject("prospect")).hasSize(31);
    assertThat(data.getInt("stepNumber")).isEqualTo(2);
    assertThat(data.getJsonObject("campaign").getInt("targetsCount")).isEqualTo(1);
    assertThat(data.getJsonObject("campaign").getInt("contactedCount")).isEqualTo(1);
    assertThat(thread.getJsonObject("lastMessage").getString("id"))
        .isEqualTo(message.getString("id"));
    assertThat(event.getString("timestamp")).isEqualTo(message.getString("createdAt"));
    assertThat(message.getString("content")).contains("Happy to answer them.");
    assertThat(event.getString("id")).matches("^[0-9a-z]{24}$");
  }

  private static void isSigned(Call call, String secret) throws Exception {
    var signature = call.header("X-Inbox-Signature");
    var time = signature.replaceAll("t=([0-9]+),.*", "$1");
    var expected = Published.hmac(secret, time + "." + call.body());
    assertThat(signature).isEqualTo("t=" + time + ",v1=" + expected);
  }

  /** The same bytes, in the order of their numbers, which have no gap. */
  private void canBeReadAgain(Product product) {
    var log = product.api().get("/api/v1/events?afterSeq=0&limit=1000").expect(200);
    var events = log.json().getJsonArray("events").getValuesAs(JsonObject.class);

    for (var call : sink.calls()) {
      assertThat(log.text()).contains(call.body());
    }
    var numbers = events.stream().map(event -> event.getInt("seq")).toList();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(numbers.get(0) + i);
    }
    assertThat(log.json().getBoolean("hasMore")).isFalse();
    assertThat(log.json().getInt("lastSeq"))
        .isEqualTo(numbers.stream().max(Comparator.naturalOrder()).orElseThrow());
    var page = product.api().get("/api/v1/events/?limit=1").expect(200).json();
    assertThat(page.getBoolean("hasMore")).isTrue();
    assertThat(page.getJsonArray("events")).hasSize(1);
    var end = product.api().get("/api/v1/events?afterSeq=999999999").expect(200).json();
    assertThat(end.isNull("lastSeq")).isTrue();
  }

  @Test
  void a_refusal_is_in_the_shape_that_consumers_know(Product product) {
    var stranger = new Api(product.url(), "cdz_nobody").get("/api/v1/events").expect(401);
    assertThat(stranger.json().keySet()).containsExactly("error", "message");
    assertThat(stranger.json().getString("error")).isEqualTo("Unauthorized");

    for (var query : List.of("limit=0", "limit=1001", "afterSeq=-1", "afterSeq=x")) {
      var refused = product.api().get("/api/v1/events?" + query).expect(400);
      assertThat(refused.json().keySet()).containsExactly("error", "message");
    }
    for (var other : List.of("inbox/events", "inbox;x=1/events", "inbox/events;x=1")) {
      product.api().get("/v1/formats/" + other).expect(404);
    }
    assertThat(product.api().get("/api/v1/threads").expect(404).json().keySet())
        .containsExactly("error", "message");
    assertThat(product.api().post("/api/v1/events").expect(405).json().keySet())
        .containsExactly("error", "message");
  }
}
