package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.faults.SmtpSink;
import cadenza.inside.OpenedProduct;
import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Call;
import cadenza.product.OwnServer;
import cadenza.product.Product;
import com.standardwebhooks.Webhook;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What LinkedIn and calls will tell of, on a copy of the product in which a test can make it
 * happen: no channel does yet. From the fact to its deliveries all is as it ships.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChannelFactsIT {
  private static final String FIRED = "a fact, fired";
  private static final String NOTE = "Hello Avery, shall we connect? 👋";
  private static final String X_ACCOUNT = "1566123362161725440";
  private static final String X_PERSON = "1876543210987654321";
  private static final List<String> CALLED =
      List.of(
          "contact_called",
          "linkedin_connection_request_sent",
          "linkedin_connection_request_accepted",
          "linkedin_message_sent",
          "linkedin_message_replied",
          "linkedin_reply_categorized");

  private final HookSink standard = new HookSink();
  private final HookSink reply = new HookSink();
  private final HookSink sendPilot = new HookSink();
  private final HookSink inboxes = new HookSink();
  private final SmtpSink mails = new SmtpSink();
  private final OwnServer server;
  private final Api api;

  ChannelFactsIT() throws IOException {
    server = OwnServer.start("channel-facts", OpenedProduct.ear(), Map.of());
    api = server.api();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
    mails.close();
    standard.close();
    reply.close();
    sendPilot.close();
    inboxes.close();
  }

  @Test
  void are_logged_and_told_in_the_words_of_each_format() throws Exception {
    var endpoint = endpoint(standard, "standard");
    var pilot = endpoint(sendPilot, "sendpilot");
    for (var type : CALLED) {
      api.post(
              "/v3/webhooks",
              Json.createObjectBuilder()
                  .add("eventType", type)
                  .add("url", reply.url("/" + type))
                  .add(
                      "payloadConfig",
                      Json.createObjectBuilder().add("includeProspectCustomFields", true)))
          .expect(201);
    }
    var contact = contact();
    var inbox = inbox();
    var enrollment = enrollment(contact, inbox);
    var about =
        Map.of(
            "workspaceId",
            server.query("select workspace_id::text from contacts.contact").get(0),
            "contactId",
            uuid("ctc", contact).toString(),
            "senderAccountId",
            uuid("inb", inbox).toString(),
            "enrollmentId",
            uuid("enr", enrollment).toString());

    var asked =
        happens(
            "ConnectionRequestSent",
            about,
            Json.createObjectBuilder()
                .add("channel", "LINKEDIN")
                .add("stepNumber", 1)
                .add("note", NOTE));
    var agreed =
        happens(
            "ConnectionRequestAccepted",
            about,
            Json.createObjectBuilder().add("channel", "LINKEDIN").add("stepNumber", 1));
    var called =
        happens(
            "CallEnded",
            about,
            Json.createObjectBuilder()
                .add("stepNumber", 1)
                .add("callSid", "CA5f0c")
                .add("fromNumber", "+15550100")
                .add("status", "COMPLETED")
                .add("durationSeconds", 62)
                .add("resolution", "POSITIVE"));

    talked(about);

    heardInStandard(endpoint.json().getString("secret"), asked, agreed, called);
    heardInReply();
    heardInSendPilot(pilot.json().getString("secret"), contact, asked, agreed);
    everythingIsLoggedAndTold(asked, agreed, called);
    asPublished();
  }

  /** About the mail that has left, as if it had been said elsewhere: there, and then on X. */
  private void talked(Map<String, String> about) throws Exception {
    var message =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    server.query(
                        "select m.id || ' ' || c.thread_id from messaging.message m"
                            + " join messaging.message_content c on c.message_id = m.id"
                            + " where m.status = 'SENT'"),
                found -> !found.isEmpty())
            .get(0)
            .split(" ");
    var that = new HashMap<>(about);
    that.put("messageId", message[0]);
    that.put("threadId", message[1]);
    endpoint(inboxes, "inbox");
    server.execute("update messaging.sender_account set channel = 'LINKEDIN'");
    sent(that, "LINKEDIN", 1);
    happens("ThreadCategorized", that, Json.createObjectBuilder().add("category", "interested"));
    toldReply("linkedin_message_sent");
    toldReply("linkedin_reply_categorized");
    server.execute(
        "update messaging.sender_account set channel = 'X', address = '" + X_ACCOUNT + "'");
    server.execute("update messaging.message_content set to_address = '" + X_PERSON + "'");
    sent(that, "X", 2);
    inboxes.heard(call -> call.json().getString("type").equals("target.followUpSent"));
    happens(
        "ReplyReceived",
        that,
        Json.createObjectBuilder()
            .add("channel", "LINKEDIN")
            .add("fromAddress", Prospect.LINKEDIN)
            .add("subject", ""));
  }

  private void sent(Map<String, String> that, String channel, int step) {
    happens(
        "MessageSent",
        that,
        Json.createObjectBuilder()
            .add("channel", channel)
            .add("stepNumber", step)
            .add("toAddress", Prospect.LINKEDIN)
            .add("subject", "")
            .add("rfcMessageId", "urn:li:message:1")
            .add("inMail", false)
            .add("voiceAttached", false),
        "MessagesSent");
  }

  private void asPublished() throws IOException {
    var differences = new ArrayList<String>();
    for (var type : CALLED) {
      var call = reply.heard(one -> one.uri().getPath().equals("/" + type));
      differences.addAll(FormatTable.note(Published.of("reply"), type, call, FIRED));
    }
    for (var type : List.of("connection_request.sent", "connection_request.accepted")) {
      var call = sendPilot.heard(one -> one.json().getString("eventType").equals(type));
      differences.addAll(FormatTable.note(Published.of("sendpilot"), type, call, FIRED));
    }
    var onX = inboxes.heard(one -> one.json().getString("type").equals("target.followUpSent"));
    differences.addAll(
        FormatTable.note(Published.of("inbox"), "target.followUpSent", onX, FIRED + ", on X"));
    assertThat(onX.json().getJsonObject("data").getJsonObject("thread").getString("platform"))
        .isEqualTo("twitter");
    assertThat(onX.json().getJsonObject("data").getJsonObject("thread").getString("platformId"))
        .isEqualTo(X_ACCOUNT + ":" + X_PERSON);
    assertThat(differences).isEqualTo(List.of());
  }

  private void heardInStandard(String secret, UUID asked, UUID agreed, UUID called)
      throws Exception {
    var types =
        Map.of(
            asked, "connection_request.sent",
            agreed, "connection_request.accepted",
            called, "call.ended");
    for (var one : types.entrySet()) {
      var id = Ids.wire("evt", one.getKey());
      var call = standard.heard(heard -> heard.header("webhook-id").equals(id));
      new Webhook(secret).verify(call.body(), call.headers());
      assertThat(call.json().getString("type")).isEqualTo(one.getValue());
      assertThat(call.json().getJsonObject("data").keySet())
          .containsExactlyElementsOf(documented(one.getValue()).getJsonObject("data").keySet());
    }
  }

  private void heardInReply() throws IOException {
    var page = Files.readString(Product.root().resolve("docs/formats/reply.md"));
    for (var type : CALLED) {
      var told = toldReply(type);
      var sample = json(page.substring(page.indexOf("### `" + type + "`")));
      assertThat(told.keySet()).containsExactlyElementsOf(sample.keySet());
      for (var block : List.of("event", "contact_fields", "sequence_fields")) {
        assertThat(told.getJsonObject(block).keySet())
            .containsExactlyElementsOf(sample.getJsonObject(block).keySet());
      }
      assertThat(told.getJsonObject("event").getString("type")).isEqualTo(type);
      assertThat(told.getJsonObject("contact_fields").getString("linked_in_profile_url"))
          .isEqualTo(Prospect.LINKEDIN);
      assertThat(told.getJsonObject("sequence_fields").getInt("id")).isPositive();
    }
    var request = toldReply("linkedin_connection_request_sent");
    var accepted = toldReply("linkedin_connection_request_accepted");
    var call = toldReply("contact_called");
    assertThat(request.getString("initial_message")).isEqualTo(NOTE);
    assertThat(request.getInt("sender_linkedin_account_id"))
        .isPositive()
        .isEqualTo(accepted.getInt("sender_linkedin_account_id"));
    assertThat(call.getString("call_sid")).isEqualTo("CA5f0c");
    assertThat(call.getString("status")).isEqualTo("Completed");
    assertThat(call.getInt("duration")).isEqualTo(62);
    assertThat(call.getString("resolution")).isEqualTo("Positive");
  }

  private JsonObject toldReply(String type) {
    return reply.heard(call -> call.uri().getPath().equals("/" + type)).json();
  }

  private void heardInSendPilot(String secret, String contact, UUID asked, UUID agreed)
      throws Exception {
    var request = toldSendPilot("connection_request.sent", "");
    var accepted = toldSendPilot("connection_request.accepted", "");
    var after = toldSendPilot("lead.updated", "CONNECTION_ACCEPTED");

    assertThat(request.json().getString("eventId")).isEqualTo(Ids.wire("evt", asked));
    assertThat(accepted.json().getString("eventId")).isEqualTo(Ids.wire("evt", agreed));
    assertThat(data(request).keySet())
        .containsExactly("leadId", "campaignId", "linkedinUrl", "senderId", "note");
    assertThat(data(request).getString("note")).isEqualTo(NOTE);
    assertThat(data(accepted).keySet())
        .containsExactly("leadId", "campaignId", "linkedinUrl", "senderId", "acceptedAt");
    assertThat(data(after).getString("previousStatus")).isEqualTo("CONNECTION_SENT");
    for (var call : List.of(request, accepted, after)) {
      assertThat(data(call).getString("leadId")).isEqualTo(Ids.wire("lead", uuid("ctc", contact)));
      assertThat(data(call).getString("linkedinUrl")).isEqualTo(Prospect.LINKEDIN);
      var time = call.header("webhook-signature").replaceAll("t=(\\d+),.*", "$1");
      assertThat(call.header("webhook-signature"))
          .isEqualTo("t=" + time + ",s=" + Published.hmac(secret, time + "." + call.body()));
    }
  }

  private Call toldSendPilot(String type, String containing) {
    return sendPilot.heard(
        call ->
            call.json().getString("eventType").equals(type) && call.body().contains(containing));
  }

  private static JsonObject data(Call call) {
    return call.json().getJsonObject("data");
  }

  /** Each once, numbered without a gap; a call is nothing in SendPilot's words. */
  private void everythingIsLoggedAndTold(UUID... facts) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        server.query(
                            "select event_type from report.v_delivery where state <> 'succeeded'"))
                    .isEmpty());
    var log = api.get("/v1/events?after=0&limit=200").expect(200).results();
    assertThat(log)
        .extracting(event -> event.getString("id"))
        .doesNotHaveDuplicates()
        .contains(Stream.of(facts).map(id -> Ids.wire("evt", id)).toArray(String[]::new));
    for (int i = 0; i < log.size(); i++) {
      assertThat(log.get(i).getInt("sequence")).isEqualTo(i + 1);
    }
    assertThat(reply.calls()).hasSameSizeAs(CALLED);
    assertThat(sendPilot.calls()).extracting(Call::body).noneMatch(body -> body.contains("CA5f0c"));
  }

  /** The API's example of an event type, as its page shows it. */
  private static JsonObject documented(String type) throws IOException {
    return json(Files.readString(Product.root().resolve("docs/events/" + type + ".md")));
  }

  /** The first block of JSON in a text. */
  private static JsonObject json(String page) {
    var begin = page.indexOf("```json") + "```json".length();
    try (var reader =
        Json.createReader(new StringReader(page.substring(begin, page.indexOf("```", begin))))) {
      return reader.readObject();
    }
  }

  private UUID happens(String fact, Map<String, String> about, JsonObjectBuilder more) {
    return happens(fact, about, more, null);
  }

  /**
   * @param among of what list; null for one that happens alone
   */
  private UUID happens(
      String fact, Map<String, String> about, JsonObjectBuilder more, @Nullable String among) {
    var id = Ids.next();
    about.forEach(more::add);
    more.add("eventId", id.toString());
    more.add("occurredAt", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    var body =
        Json.createObjectBuilder().add("fact", "cadenza.messaging.api." + fact).add("values", more);
    if (among != null) {
      body.add("among", "cadenza.messaging.api." + among);
    }
    api.post(OpenedProduct.FACTS, body).expect(204);
    return id;
  }

  private Api.Answer endpoint(HookSink sink, String format) {
    return api.post(
            "/v1/webhook_endpoints/",
            Json.createObjectBuilder().add("url", sink.url("/")).add("format", format))
        .expect(201);
  }

  private String contact() {
    return api.post("/v1/contacts/", Prospect.of("avery@example.com")).expect(201).id();
  }

  private String inbox() {
    return api.post(
            "/v1/inboxes/",
            Json.createObjectBuilder()
                .add("address", "sales@cadenza.test")
                .add(
                    "smtp",
                    Json.createObjectBuilder()
                        .add("host", "127.0.0.1")
                        .add("port", mails.port())
                        .add("security", "none")))
        .expect(201)
        .id();
  }

  private String enrollment(String contact, String inbox) {
    return api.post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("inbox_id", inbox)
                .add("recipient", Json.createObjectBuilder().add("contact_id", contact))
                .add("emails", Conversation.emails(600)))
        .expect(201)
        .id();
  }

  private static UUID uuid(String prefix, String id) {
    return Ids.read(prefix, id).orElseThrow();
  }
}
