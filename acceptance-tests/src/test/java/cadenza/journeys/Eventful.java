package cadenza.journeys;

import static org.awaitility.Awaitility.await;

import cadenza.faults.SmtpSink;
import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Answer;
import cadenza.product.HookSink.Call;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * A workspace of its own in which everything happens that is told of today, and endpoints in the
 * words of four other products that hear of it.
 */
final class Eventful implements AutoCloseable {
  static final Set<String> FORMATS = Set.of("inbox", "sendpilot", "uncodie");

  private final HookSink sink =
      new HookSink().answering(call -> Answer.of(call.method().equals("GET") ? 404 : 200));
  private final SmtpSink noImap = new SmtpSink();
  private final Product product;
  private final Api api;

  Eventful(Product product) throws IOException {
    this.product = product;
    this.api =
        new Api(
            product.url(),
            product
                .api()
                .post("/v1/workspaces", "{\"name\":\"Eventful\"}")
                .expect(201)
                .json()
                .getJsonObject("token")
                .getString("token"));
    for (var format : FORMATS) {
      api.post(
              "/v1/webhook_endpoints",
              Json.createObjectBuilder().add("url", sink.url("/" + format)).add("format", format))
          .expect(201);
    }
    for (var type : Published.of("reply").types()) {
      api.post(
              "/v3/webhooks",
              Json.createObjectBuilder()
                  .add("eventType", type)
                  .add("url", sink.url("/reply"))
                  .add(
                      "payloadConfig",
                      Json.createObjectBuilder()
                          .add("includeEmailUrl", true)
                          .add("includeEmailText", true)
                          .add("includeProspectCustomFields", true)))
          .expect(201);
    }
    api.patch("/v1/mail_settings", "{\"track_opens\": true, \"track_clicks\": true}").expect(200);
    api.post("/v1/custom_fields", "{\"key\":\"seats\",\"title\":\"Number of Seats\"}").expect(201);
  }

  /** The first that a format was told of a type, as soon as it was. */
  Call heard(Published published, String type) {
    return sink.heard(call -> isOf(call, published, type));
  }

  private static boolean isOf(Call call, Published published, String type) {
    return call.uri().getPath().equals("/" + published.format())
        && call.method().equals("POST")
        && published.typeOf(call.json()).equals(type);
  }

  private boolean isHeard(String type) {
    var reply = Published.of("reply");
    return sink.calls().stream().anyMatch(call -> isOf(call, reply, type));
  }

  void everythingHappens() throws Exception {
    var mailbox = mailbox();
    var answering = contact("answers");
    var sequence = sequence(mailbox);
    var absent = new Person(contact("absent"), mailbox);
    var unknown = new Person(contact("unknown"), mailbox);
    var gone = contact("gone");
    enroll(Json.createObjectBuilder().add("sequence_id", sequence), answering);
    loginIsLost();
    serverIsAway();
    absent.isAway();
    unknown.isNotThere();
    api.delete("/v1/contacts/" + gone.getString("id")).expect(204);
    labeled(answering);
    answers(answering, mailbox);
    discussed(answering);
    api.post("/v1/sequences/" + sequence + "/pause").expect(200, 204);
    api.post("/v1/sequences/" + sequence + "/resume").expect(200, 204);
  }

  private Mailbox mailbox() {
    var address = Product.newAddress("eventful").replace("example.com", "cadenza.test");
    product.catcher().mailbox(address, "secret");
    var inbox = api.post("/v1/inboxes", product.inboxAt(address, product.smtpPort())).expect(201);
    return new Mailbox(inbox.id(), address);
  }

  private JsonObject contact(String name) {
    return api.post(
            "/v1/contacts",
            Prospect.of(Product.newAddress(name))
                .add("custom_fields", Json.createObjectBuilder().add("seats", 25)))
        .expect(201)
        .json();
  }

  private static String address(JsonObject contact) {
    return contact.getJsonArray("emails").getJsonObject(0).getString("address");
  }

  private String sequence(Mailbox mailbox) {
    return api.post(
            "/v1/sequences",
            Json.createObjectBuilder()
                .add("name", "Proposal follow-up")
                .add("sender_inbox_id", mailbox.id())
                .add("exit_on_reply", true)
                .add("steps", steps(2).add(step(600, "Shall I close this?"))))
        .expect(201)
        .id();
  }

  private static JsonArrayBuilder steps(int secondsBetween) {
    return Json.createArrayBuilder()
        .add(step(0, "The proposal"))
        .add(step(secondsBetween, "Any questions on the proposal?"));
  }

  private static JsonObjectBuilder step(int seconds, String subject) {
    return Json.createObjectBuilder()
        .add("delay", Json.createObjectBuilder().add("value", seconds).add("unit", "seconds"))
        .add("subject", subject)
        .add("body", "Our offer: " + TrackedMail.TARGET)
        .add("html", TrackedMail.HTML);
  }

  private void enroll(JsonObjectBuilder into, JsonObject contact) {
    api.post(
            "/v1/sequences/enrollments",
            into.add(
                "recipient", Json.createObjectBuilder().add("contact_id", contact.getString("id"))))
        .expect(201);
  }

  /** Somebody with a sequence of his own, of which one mail leaves. */
  private final class Person {
    private final Mailbox mailbox;
    private final String address;

    Person(JsonObject contact, Mailbox mailbox) {
      this.mailbox = mailbox;
      this.address = address(contact);
      enroll(
          Json.createObjectBuilder()
              .add("inbox_id", mailbox.id())
              .add("exit_on_reply", true)
              .add("emails", Conversation.emails(600)),
          contact);
    }

    void isAway() throws Exception {
      var mail = Conversation.mailsFor(product, address, 1).get(0);
      var back = LocalDate.now(ZoneOffset.UTC).plusDays(3);
      BouncesAndAbsencesIT.arrives(
          product,
          mailbox.address(),
          BouncesAndAbsencesIT.absence(mailbox.address(), address, mail, back));
      until(() -> isHeard("email_auto_reply"));
      product
          .anonymous()
          .call(
              "POST",
              UnsubscribeIT.link(mail).getPath(),
              "List-Unsubscribe=One-Click",
              "Content-Type",
              "application/x-www-form-urlencoded")
          .expect(200);
    }

    void isNotThere() throws Exception {
      var mail = Conversation.mailsFor(product, address, 1).get(0);
      BouncesAndAbsencesIT.arrives(
          product,
          mailbox.address(),
          BouncesAndAbsencesIT.report(
              mailbox.address(), "Message-ID: " + mail.getMessageID(), address));
    }
  }

  private void loginIsLost() {
    api.patch("/v1/inboxes/" + mailbox().id(), "{\"imap\": {\"password\": \"wrong\"}}").expect(200);
  }

  /** Something is there, but no mail server that speaks TLS. */
  private void serverIsAway() {
    var imap =
        Json.createObjectBuilder()
            .add("port", noImap.port())
            .add("security", "tls")
            .add("password", "secret");
    var change = Json.createObjectBuilder().add("imap", imap).build().toString();
    api.patch("/v1/inboxes/" + mailbox().id(), change).expect(200);
  }

  private void labeled(JsonObject contact) {
    var path = "/v1/contacts/" + contact.getString("id");
    var label = api.post("/v1/labels", "{\"name\":\"warm\"}").expect(201).id();
    api.put(path + "/labels/" + label).expect(204);
    api.patch(path, "{\"notes\":\"Wants to see it\"}").expect(200);
  }

  /** He looks at the first mail like a person, and answers the second one. */
  private void answers(JsonObject contact, Mailbox mailbox) throws Exception {
    var address = address(contact);
    var mails = Conversation.mailsFor(product, address, 2);
    var first = new TrackedMail(product, address, mails.get(0));
    var pixel = first.pixel();
    var link = first.links().get(0);
    until(
        () -> {
          try {
            TrackedMail.ask("GET", pixel);
            TrackedMail.ask("GET", link);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return isHeard("email_opened") && isHeard("email_link_clicked");
        });
    Conversation.reply(product, mails.get(1), address, mailbox.address());
    until(() -> isHeard("email_replied"));
  }

  private void discussed(JsonObject contact) {
    var thread =
        "/v1/threads/"
            + api.get("/v1/threads?contact_id=" + contact.getString("id"))
                .expect(200)
                .results()
                .get(0)
                .getString("id");
    var user =
        api.post(
                "/v1/users",
                "{\"name\":\"Robin\",\"email\":\""
                    + Product.newAddress("robin")
                    + "\",\"role\":\"admin\"}")
            .expect(201)
            .id();
    for (var change :
        new String[] {
          "{\"category\":\"interested\"}",
          "{\"assignee_id\":\"" + user + "\"}",
          "{\"assignee_id\":null}",
          "{\"status\":\"closed\"}",
          "{\"status\":\"open\"}"
        }) {
      api.patch(thread, change).expect(200);
    }
  }

  private static void until(BooleanSupplier happened) {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(500))
        .until(happened::getAsBoolean);
  }

  @Override
  public void close() throws IOException {
    for (var endpoint : api.get("/v1/webhook_endpoints?limit=200").expect(200).results()) {
      api.delete("/v1/webhook_endpoints/" + endpoint.getString("id")).expect(204);
    }
    sink.close();
    noImap.close();
  }
}
