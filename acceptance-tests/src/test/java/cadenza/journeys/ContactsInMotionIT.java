package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.api.Ids;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import cadenza.testing.AtOnce;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import jakarta.mail.MessagingException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to contacts while mail to them is on its way. */
@Journey
class ContactsInMotionIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final JsonValue ALWAYS =
      Json.createObjectBuilder()
          .add("zone", "UTC")
          .add(
              "windows",
              Json.createArrayBuilder()
                  .add(
                      Json.createObjectBuilder()
                          .add(
                              "days",
                              Json.createArrayBuilder(
                                  List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
                          .add("from", "00:00")
                          .add("to", "24:00")))
          .build();

  @Test
  void whoever_is_suppressed_while_his_mail_waits_is_not_written_to(Product product)
      throws SQLException {
    var mailbox = product.newMailbox();
    product.catcher().mailbox(mailbox.address(), "another");
    var free = Product.newAddress("waits");
    var atDomain = free.replace("@", "@at-").replace("waits", "domain");
    var onChannel = Product.newAddress("channel");
    var suppression =
        product
            .api()
            .post("/v1/suppressions", "{\"address\":\"" + onChannel + "\",\"channel\":\"email\"}")
            .expect(201)
            .id();
    // in force again when the mail is queued, without any of what a new suppression sets in motion
    sql(product, "update contacts.suppression set lifted_at = now() where " + is(onChannel));
    var everybody = List.of(free, atDomain, onChannel);
    enrollWhilePaused(product, mailbox, everybody);
    await()
        .atMost(LONG)
        .until(
            () ->
                product
                    .api()
                    .get("/v1/inboxes/" + mailbox.id())
                    .json()
                    .getString("status")
                    .equals("troubled"));
    await().atMost(LONG).until(() -> messages(product, everybody, "QUEUED") == 3);

    product
        .api()
        .post(
            "/v1/suppressions",
            "{\"domain\":\"" + atDomain.substring(atDomain.indexOf('@') + 1) + "\"}")
        .expect(201);
    sql(product, "update contacts.suppression set lifted_at = null where " + is(onChannel));
    product.api().get("/v1/suppressions/" + suppression).expect(200);
    product.catcher().mailbox(mailbox.address(), "secret");
    for (int i = 0; i < 2; i++) {
      product.api().post("/v1/inboxes/" + mailbox.id() + "/test", "{}").expect(200);
    }

    await().atMost(LONG).until(() -> product.arrivals(free).size() == 1);
    await()
        .atMost(LONG)
        .until(() -> messages(product, everybody, "CANCELLED' and m.reason = 'suppressed") == 2);
    assertThat(product.arrivals(atDomain)).isEmpty();
    assertThat(product.arrivals(onChannel)).isEmpty();
  }

  private static String is(String subject) {
    return "subject = '" + subject + "'";
  }

  @Test
  void people_who_are_erased_while_they_are_written_to_leave_no_trace(Product product) {
    var mailbox = product.newMailbox();
    var token = Product.newAddress("mombasa").replaceAll("@.*", "x");
    var people = new ArrayList<String>();
    for (int i = 0; i < 24; i++) {
      people.add(token + i + "@example.com");
    }
    var contacts =
        AtOnce.times(
            4,
            lane -> {
              var ids = new ArrayList<String>();
              for (int i = lane; i < people.size(); i += 4) {
                ids.add(contact(product, people.get(i)));
              }
              return ids;
            });
    enrollWhilePaused(product, mailbox, people);

    var answers =
        AtOnce.times(
            4,
            lane ->
                contacts.get(lane).stream()
                    .map(id -> product.api().post("/v1/contacts/" + id + "/erase", "{}"))
                    .toList());

    assertThat(answers.stream().flatMap(List::stream)).extracting(Answer::status).containsOnly(204);
    await().atMost(LONG).until(() -> onTheWay(product, mailbox) == 0);
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ContactBookIT.tablesThatMention(product, token)).isEmpty());
    assertThat(people).allMatch(person -> product.arrivals(person).size() <= 1);
  }

  @Test
  void pairs_that_become_one_while_they_are_written_to_go_on_as_one(Product product) {
    var mailbox = product.newMailbox();
    var sequence = product.api().post("/v1/sequences", sequence(mailbox)).expect(201).id();
    var pairs = new ArrayList<List<String>>();
    var people = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      var first = Product.newAddress("one");
      var second = Product.newAddress("same");
      people.add(first);
      people.add(second);
      pairs.add(List.of(contact(product, first), contact(product, second)));
    }
    var inbox = "/v1/inboxes/" + mailbox.id();
    product.api().post(inbox + "/pause").expect(200);
    people.forEach(person -> enroll(product, sequence, person));
    product.api().post(inbox + "/resume").expect(200);

    var answers =
        AtOnce.times(
            20,
            i -> {
              var pair = pairs.get(i / 2);
              return product
                  .api()
                  .post(
                      "/v1/contacts/" + pair.get(i % 2) + "/merge",
                      "{\"from\":\"" + pair.get(1 - i % 2) + "\"}");
            });

    assertThat(answers).extracting(Answer::status).containsOnly(200, 404);
    for (int i = 0; i < pairs.size(); i++) {
      assertThat(answers.subList(2 * i, 2 * i + 2))
          .extracting(Answer::status)
          .containsExactlyInAnyOrder(200, 404);
      var one = product.api().get("/v1/contacts/" + pairs.get(i).get(0)).expect(200).json();
      var other = product.api().get("/v1/contacts/" + pairs.get(i).get(1)).expect(200).json();
      assertThat(other.getString("id")).isEqualTo(one.getString("id"));
      assertThat(one.getJsonArray("emails")).hasSize(2);
      assertThat(one.getJsonArray("active_sequences")).hasSize(1);
    }
    for (int i = 0; i < people.size(); i += 2) {
      var pair = people.subList(i, i + 2);
      await()
          .atMost(LONG)
          .until(() -> pair.stream().anyMatch(person -> !product.arrivals(person).isEmpty()));
    }
    assertThat(people).allMatch(person -> product.arrivals(person).size() <= 1);
  }

  @Test
  void an_answer_from_the_address_that_was_merged_stops_what_goes_on(Product product)
      throws MessagingException {
    var mailbox = product.newMailbox();
    var sequence = product.api().post("/v1/sequences", sequence(mailbox)).expect(201).id();
    var kept = Product.newAddress("kept");
    var merged = Product.newAddress("merged");
    var contacts = List.of(contact(product, kept), contact(product, merged));
    var goesOn = enroll(product, sequence, kept);
    enroll(product, sequence, merged);
    var mail = Conversation.mailsFor(product, merged, 1).get(0);
    Conversation.mailsFor(product, kept, 1);
    await().atMost(LONG).until(() -> messages(product, List.of(kept, merged), "SENT") == 2);
    product
        .api()
        .post(
            "/v1/contacts/" + contacts.get(0) + "/merge", "{\"from\":\"" + contacts.get(1) + "\"}")
        .expect(200);

    Conversation.reply(product, mail, merged, mailbox.address());

    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(
                        product
                            .api()
                            .get("/v1/enrollments/" + goesOn)
                            .expect(200)
                            .json()
                            .getString("finish_reason", "none"))
                    .isEqualToIgnoringCase("replied"));
  }

  /** All of them are due at once. */
  /** When it goes on all of them are due, so what happens to the first holds up no other. */
  private static void enrollWhilePaused(Product product, Mailbox mailbox, List<String> people) {
    var inbox = "/v1/inboxes/" + mailbox.id();
    product.api().post(inbox + "/pause").expect(200);
    people.forEach(person -> Conversation.enroll(product, mailbox, person, 600));
    await().atMost(LONG).until(() -> dueBy(product, mailbox) == people.size());
    product.api().post(inbox + "/resume").expect(200);
  }

  private static int dueBy(Product product, Mailbox mailbox) throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "select count(*) from sequences.enrollment"
                    + " where sender_account_id = ? and due_at < now()")) {
      statement.setObject(1, Ids.read("inb", mailbox.id()).orElseThrow());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static String contact(Product product, String address) {
    return product
        .api()
        .post(
            "/v1/contacts",
            Json.createObjectBuilder()
                .add("full_name", address.substring(0, address.indexOf('@')))
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(Json.createObjectBuilder().add("address", address))))
        .expect(201)
        .id();
  }

  private static String enroll(Product product, String sequence, String address) {
    return product
        .api()
        .post(
            "/v1/enrollments",
            "{\"sequence_id\":\"" + sequence + "\",\"recipient\":{\"email\":\"" + address + "\"}}")
        .expect(201)
        .id();
  }

  private static String sequence(Mailbox mailbox) {
    return Json.createObjectBuilder()
        .add("name", "Follow-up")
        .add("sender_inbox_id", mailbox.id())
        .add("exit_on_reply", true)
        .add("calendar", ALWAYS)
        .add("emails", Conversation.emails(600))
        .build()
        .toString();
  }

  private static int messages(Product product, List<String> people, String status)
      throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "select count(*) from messaging.message m join messaging.message_content c"
                    + " on c.message_id = m.id where c.to_address = any (?) and m.status = '"
                    + status
                    + "'")) {
      statement.setArray(1, connection.createArrayOf("text", people.toArray()));
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static int onTheWay(Product product, Mailbox mailbox) throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "select count(*) from messaging.message where open and sender_account_id = ?")) {
      statement.setObject(1, Ids.read("inb", mailbox.id()).orElseThrow());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static void sql(Product product, String update) throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(update)).isEqualTo(1);
    }
  }
}
