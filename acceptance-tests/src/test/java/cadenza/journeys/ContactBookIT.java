package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.Json;
import jakarta.json.JsonString;
import jakarta.mail.MessagingException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of people, and what is forgotten. */
@Journey
class ContactBookIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final String PERSON =
      """
      {"first_name": "Avery", "last_name": "Chen", "title": "CTO", "company": "Acme",
       "company_size": "50", "industry": "Anvils", "city": "Lyon", "country": "France",
       "zone": "Europe/Paris",
       "emails": [{"label": "work", "address": "%s"}, {"label": "home", "address": "%s"}],
       "phones": [{"number": "+33 1 23 45"}],
       "profiles": [{"type": "linkedin", "url": "linkedin.com/in/avery"}],
       "custom_fields": {"plan": "gold", "seats": 5}}
      """;

  @Test
  void a_person_is_found_by_all_that_is_known(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      owner
          .post("/v1/custom_fields/", "{\"key\":\"seats\",\"title\":\"Seats\",\"type\":\"number\"}")
          .expect(201);
      owner
          .post("/v1/custom_fields/", "{\"key\":\"seats\",\"title\":\"Other\",\"type\":\"number\"}")
          .expect(409);
      var created =
          owner
              .post("/v1/contacts/", PERSON.formatted("avery@acme.example", "avery@gmail.com"))
              .expect(201);

      assertThat(created.json().getString("full_name")).isEqualTo("Avery Chen");
      assertThat(created.json().getString("domain")).isEqualTo("acme.example");
      assertThat(created.json().getJsonObject("custom_fields").getInt("seats")).isEqualTo(5);
      var company = owner.get("/v1/companies/?domain=acme.example").expect(200).results().get(0);
      assertThat(company.getString("name")).isEqualTo("Acme");
      var label = owner.post("/v1/labels/", "{\"name\":\"Interested\"}").expect(201).id();
      owner.post("/v1/labels/", "{\"name\":\"INTERESTED\"}").expect(200);
      owner.put("/v1/contacts/" + created.id() + "/labels/" + label).expect(204);
      owner.put("/v1/contacts/" + created.id() + "/labels/" + label + "/").expect(204);
      for (var query :
          List.of(
              "q=avery+chen",
              "q=GMAIL",
              "address=Avery@GMAIL.com",
              "address=%2B33-1-2345",
              "address=https://www.linkedin.com/in/Avery/",
              "label=" + label,
              "company=" + company.getString("id"),
              "domain=ACME.example",
              "custom_field=plan:gold&custom_field=seats:5",
              "suppressed=false&q=acme",
              "q=avery&label=" + label + "&position=0")) {
        assertThat(owner.get("/v1/contacts/?" + query).expect(200).results())
            .as(query)
            .extracting(one -> one.getString("id"))
            .containsExactly(created.id());
      }
      assertThat(owner.get("/v1/contacts/?custom_field=plan:none").results()).isEmpty();
      assertThat(owner.get("/v1/contacts/?address=nobody@acme.example").results()).isEmpty();
      assertThat(owner.get("/v1/contacts/?address=avery").results()).isEmpty();
      owner.get("/v1/contacts/?custom_field=plan").expect(400);
      owner.get("/v1/contacts/?label=lbl_1").expect(400);
      owner.get("/v1/contacts/?created_since=yesterday").expect(400);
      owner
          .patch("/v1/contacts/" + created.id(), "{\"custom_fields\":{\"seats\":\"many\"}}")
          .expect(422);
    }
  }

  @Test
  void two_that_are_one_person_become_one(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var first = contact(estate, "Avery", "avery.a@acme.example");
      var second = contact(estate, "Avery C.", "avery.b@acme.example");
      var enrolled =
          owner
              .post(
                  "/v1/enrollments",
                  "{\"sequence_id\":\""
                      + estate.id("sequences")
                      + "\",\"recipient\":{\"contact_id\":\""
                      + second
                      + "\"}}")
              .expect(201)
              .id();

      owner.post("/v1/contacts/" + first + "/merge", "{}").expect(422);
      owner.post("/v1/contacts/" + first + "/merge", "{\"from\":\"" + second + "\"}").expect(200);

      var now = owner.get("/v1/contacts/" + second).expect(200).json();
      assertThat(now.getString("id")).isEqualTo(first);
      assertThat(now.getJsonArray("emails")).hasSize(2);
      assertThat(now.getJsonArray("active_sequences").getJsonObject(0).getString("enrollment_id"))
          .isEqualTo(enrolled);
      owner.post("/v1/contacts/" + first + "/merge", "{\"from\":\"" + second + "\"}").expect(404);
      owner.delete("/v1/contacts/" + first).expect(204);
      assertThat(owner.get("/v1/enrollments/" + enrolled).json().getString("finish_reason"))
          .isEqualToIgnoringCase("removed");
    }
  }

  @Test
  void an_erased_person_is_in_no_table_and_still_not_written_to(Product product)
      throws SQLException {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var address = Product.newAddress("zanzibar");
      var name = address.substring(0, address.indexOf('@'));
      var body = "{\"full_name\":\"" + name + "\",\"emails\":[{\"address\":\"" + address + "\"}]}";
      var contact =
          owner.post("/v1/contacts", body, "Idempotency-Key", "zanzibar").expect(201).id();
      owner.post("/v1/suppressions", "{\"address\":\"" + address + "\"}").expect(201);

      owner.post("/v1/contacts/" + contact + "/erase", "{}").expect(204);

      owner.get("/v1/contacts/" + contact).expect(404);
      owner.post("/v1/contacts/" + contact + "/erase", "{}").expect(404);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(tablesThatMention(product, name)).isEmpty());
      var again = owner.post("/v1/contacts", body).expect(201).id();
      var refused =
          owner
              .post(
                  "/v1/enrollments",
                  "{\"sequence_id\":\""
                      + estate.id("sequences")
                      + "\",\"recipient\":{\"contact_id\":\""
                      + again
                      + "\"}}")
              .expect(422);
      assertThat(refused.code()).isEqualTo("suppressed");
    }
  }

  @Test
  void a_person_who_came_by_a_file_wrote_and_waits_for_approval_leaves_no_trace(Product product)
      throws MessagingException {
    var mailbox = product.newMailbox();
    var address = Product.newAddress("kinshasa");
    var name = address.substring(0, address.indexOf('@'));
    for (var company : List.of("Acme", "Initech")) {
      var file = "email,full_name,company\n" + address + "," + name + "," + company + "\n";
      var imported =
          product
              .api()
              .call("POST", "/v1/imports", file, "Content-Type", "text/csv")
              .expect(202)
              .id();
      await()
          .atMost(LONG)
          .until(() -> product.api().get("/v1/imports/" + imported).text().contains("\"done\""));
    }
    var sequence = sequence(product, mailbox);
    whoeverWritesIsEnrolled(product, mailbox, sequence);
    var agent =
        product
            .api()
            .post(
                "/v1/tokens", "{\"label\":\"agent\",\"scopes\":[\"*\"],\"requires_approval\":true}")
            .expect(201)
            .json();
    new Api(product.url(), agent.getString("token"))
        .post(
            "/v1/enrollments",
            ("{\"sequence_id\":\"%s\",\"recipient\":{\"email\":\"%s\"}}")
                .formatted(sequence, address))
        .expect(202);
    Conversation.enroll(product, mailbox, address, 600);
    var mail = Conversation.mailsFor(product, address, 1).get(0);
    Conversation.reply(product, mail, address, mailbox.address());
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThat(tablesThatMention(product, name))
                    .contains(
                        "access.approval",
                        "contacts.contact",
                        "contacts.import_undo",
                        "messaging.message_content",
                        "sequences.workflow_run",
                        "webhooks.event"));
    var contact = product.api().get("/v1/contacts?address=" + address).expect(200).results().get(0);

    product.api().post("/v1/contacts/" + contact.getString("id") + "/erase", "{}").expect(204);

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(tablesThatMention(product, name)).isEmpty());
  }

  private static String sequence(Product product, Mailbox mailbox) {
    return product
        .api()
        .post(
            "/v1/sequences",
            Json.createObjectBuilder()
                .add("name", "Follow-up")
                .add("sender_inbox_id", mailbox.id())
                .add("emails", Conversation.emails(600)))
        .expect(201)
        .id();
  }

  private static void whoeverWritesIsEnrolled(Product product, Mailbox mailbox, String sequence) {
    product
        .api()
        .post(
            "/v1/workflows",
            ("{\"name\":\"Writers\",\"trigger\":\"email_received\",\"conditions\":"
                    + "[{\"field\":\"to_address\",\"value\":\"%s\"}],"
                    + "\"enroll\":{\"sequence_id\":\"%s\"}}")
                .formatted(mailbox.address(), sequence))
        .expect(201);
  }

  @Test
  void an_address_that_was_replaced_is_forgotten_with_whoever_had_it(Product product)
      throws MessagingException {
    var mailbox = product.newMailbox();
    var address = Product.newAddress("valparaiso");
    var name = address.substring(0, address.indexOf('@'));
    whoeverWritesIsEnrolled(product, mailbox, sequence(product, mailbox));
    Conversation.enroll(product, mailbox, address, 600);
    var mail = Conversation.mailsFor(product, address, 1).get(0);
    Conversation.reply(product, mail, address, mailbox.address());
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(outcomeOfTheRuleFor(product, address)).isNotBlank());
    var contact = product.api().get("/v1/contacts?address=" + address).expect(200).results().get(0);
    var path = "/v1/contacts/" + contact.getString("id");
    var other = "{\"full_name\":\"V\",\"emails\":[{\"address\":\"%s\"}]}";
    product.api().patch(path, other.formatted(Product.newAddress("other"))).expect(200);

    product.api().post(path + "/erase", "{}").expect(204);

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(tablesThatMention(product, name)).isEmpty());
  }

  private static String outcomeOfTheRuleFor(Product product, String address) throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "select coalesce(max(outcome), '') from sequences.workflow_run where person = '"
                    + address
                    + "'")) {
      row.next();
      return row.getString(1);
    }
  }

  static List<String> tablesThatMention(Product product, String text) throws SQLException {
    var found = new ArrayList<String>();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var rows =
          statement.executeQuery(
              "select format('%I.%I', schemaname, tablename) from pg_tables"
                  + " where schemaname not in ('pg_catalog', 'information_schema')")) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      for (var table : tables) {
        try (var row =
            statement.executeQuery(
                "select from " + table + " t where t::text ilike '%" + text + "%' limit 1")) {
          // what it is to forget is noted there until it is forgotten twice
          if (row.next() && !table.equals("webhooks.erasure")) {
            found.add(table);
          }
        }
      }
    }
    return found;
  }

  @Test
  void a_list_of_suppressions_goes_in_and_out_and_runs_nothing_in_a_spreadsheet(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();

      var loaded =
          owner
              .post(
                  "/v1/suppressions/import/",
                  "\uFEFFaddress,domain,reason,evidence\r\n"
                      + "listed@csv.example,,=1+1,\"line one\nline, two\"\r\n"
                      + ",never.example,@all,\r\n"
                      + "nobody,,,\r\n"
                      + "LISTED@csv.example,,again,\r\n")
              .expect(200)
              .json();

      assertThat(loaded.getInt("created")).isEqualTo(2);
      assertThat(loaded.getInt("standing")).isEqualTo(1);
      assertThat(loaded.getJsonArray("refused").getJsonObject(0).getInt("line")).isEqualTo(5);
      var table = owner.get("/v1/suppressions/export").expect(200);
      assertThat(table.header("Content-Type").orElse("")).startsWith("text/csv");
      assertThat(table.text())
          .contains("address,listed@csv.example,,,'=1+1,\"line one\nline, two\",")
          .contains("domain,,never.example,,'@all,,");
      assertThat(
              owner
                  .post("/v1/suppressions/import", table.text())
                  .expect(200)
                  .json()
                  .getInt("created"))
          .isZero();
      owner.post("/v1/suppressions/import", "name\nAvery\n").expect(400);
      owner.post("/v1/suppressions/import", "address\n\"open\n").expect(400);

      var one =
          owner
              .get("/v1/suppressions/?address=Listed@csv.example")
              .expect(200)
              .results()
              .get(0)
              .getString("id");
      var lifted =
          owner
              .post("/v1/suppressions/" + one + "/lift", "{\"evidence\":\"asked by mail\"}")
              .expect(200)
              .json();
      assertThat(lifted.getString("lift_evidence")).isEqualTo("asked by mail");
      assertThat(lifted.getString("lifted_by")).startsWith("tok_");
      assertThat(lifted.getString("lifted_at")).isNotEmpty();
      owner
          .post("/v1/suppressions/" + one + "/lift", "{\"evidence\":\"asked by mail\"}")
          .expect(404);
      assertThat(owner.get("/v1/suppressions/?state=lifted").results())
          .extracting(found -> found.getString("id"))
          .containsExactly(one);
    }
  }

  @Test
  void every_event_of_a_label_is_told(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var contact = estate.id("contacts");
      var label = estate.id("labels");
      owner.delete("/v1/contacts/" + contact + "/labels/" + label).expect(204);
      owner.put("/v1/contacts/" + contact + "/labels/" + label).expect(204);

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          owner.get("/v1/events?limit=200").expect(200).results().stream()
                              .map(event -> event.get("type"))
                              .filter(JsonString.class::isInstance)
                              .map(type -> ((JsonString) type).getString())
                              .filter(type -> type.contains("label")))
                      .containsExactly("contact.labeled", "contact.unlabeled", "contact.labeled"));
    }
  }

  private static String contact(Estate estate, String name, String address) {
    return estate
        .owner()
        .post(
            "/v1/contacts",
            "{\"full_name\":\"" + name + "\",\"emails\":[{\"address\":\"" + address + "\"}]}")
        .expect(201)
        .id();
  }
}
