package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.kernel.api.Ids;
import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log of a workspace, as somebody reads it who takes his time. */
@Journey
class EventLogIT {
  @Test
  void only_some_types_page_by_page(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      estate.settled();
      for (int i = 0; i < 5; i++) {
        contact(owner);
      }
      estate.settled();
      var all = owner.get("/v1/events?limit=200").expect(200).results();
      var wanted =
          all.stream()
              .filter(
                  event ->
                      List.of("contact.created", "message.sent").contains(event.getString("type")))
              .toList();
      assertThat(wanted).hasSizeBetween(6, all.size() - 1);

      for (var query :
          List.of(
              "types=contact.created,message.sent",
              "types=message.sent&types=contact.created",
              "types=contact.created,message.sent&types=message.sent&after=0")) {
        assertThat(byPages(owner, "/v1/events?limit=2&" + query)).isEqualTo(wanted);
      }
      var third = number(wanted.get(2));
      assertThat(
              owner
                  .get("/v1/events?types=contact.created,message.sent&after=" + third)
                  .expect(200)
                  .results())
          .isEqualTo(wanted.subList(3, wanted.size()));
      assertThat(byPages(owner, "/v1/events?limit=3")).isEqualTo(all);
    }
  }

  private static List<JsonObject> byPages(Api api, String address) {
    var all = new ArrayList<JsonObject>();
    var page = api.get(address).expect(200);
    all.addAll(page.results());
    while (page.json().containsKey("next_cursor")) {
      page = api.get(address + "&cursor=" + page.json().getString("next_cursor")).expect(200);
      all.addAll(page.results());
    }
    return all;
  }

  @Test
  void who_wants_rare_types_hears_up_to_where_the_log_was_looked_through(Product product)
      throws SQLException {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      estate.settled();
      var all = owner.get("/v1/events?limit=200").expect(200).results();
      long last = number(all.get(all.size() - 1));
      var rare = "/v1/events?types=contact.deleted&after=1";

      assertThat(through(owner.get(rare))).isEqualTo(last);
      assertThat(through(owner.get(rare + "&wait=1"))).isEqualTo(last);
      assertThat(through(owner.get("/v1/events?limit=2"))).isEqualTo(number(all.get(1)));
      forgetTheFirst(product, estate);
      owner.get(rare).expect(410);
      owner.get("/v1/events?types=contact.deleted&after=" + last).expect(200);
    }
  }

  private static long through(Api.Answer answer) {
    return answer.expect(200).json().getJsonNumber("looked_through").longValue();
  }

  @Test
  void a_type_that_does_not_exist_is_refused_by_name(Product product) {
    for (var types : List.of("no.such", "*", "contact.created,", "contact.created,no.such")) {
      var refused = product.api().get("/v1/events?types=" + types).expect(400);
      assertThat(refused.code()).isEqualTo("invalid_parameter");
      assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("parameter"))
          .isEqualTo("types");
    }
  }

  @Test
  void whoever_comes_too_late_is_told_where_the_log_begins(Product product) throws SQLException {
    try (var estate = Estate.open(product)) {
      estate.settled();
      long oldest = forgetTheFirst(product, estate);
      var owner = estate.owner();

      for (var query : List.of("after=1", "after=1&types=contact.created")) {
        var gone = owner.get("/v1/events?" + query).expect(410);
        assertThat(gone.code()).isEqualTo("events_gone");
        assertThat(gone.json().getJsonNumber("oldest_sequence").longValue()).isEqualTo(oldest);
      }
      for (var query : List.of("", "?after=0", "?after=" + (oldest - 1))) {
        var rest = owner.get("/v1/events" + query).expect(200).results();
        assertThat(number(rest.get(0))).isEqualTo(oldest);
      }
    }
  }

  /** As the retention does it: whole batches, from the beginning. */
  private static long forgetTheFirst(Product product, Estate estate) throws SQLException {
    var inbox = Ids.read("inb", estate.id("inboxes")).orElseThrow();
    var mine =
        "workspace_id = (select workspace_id from messaging.sender_account where id = '"
            + inbox
            + "')";
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "delete from webhooks.event_batch where "
              + mine
              + " and last_number in (select last_number from webhooks.event_batch where "
              + mine
              + " order by last_number limit 3)");
      try (var row =
          statement.executeQuery(
              "select min(last_number - cardinality(event_ids)) + 1 from webhooks.event_batch"
                  + " where "
                  + mine)) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Test
  void whatever_is_in_the_log_fits_the_schema_of_its_type(Product product) {
    var contact = Product.newAddress("schemas");
    Conversation.enroll(product, product.newMailbox(), contact, 1);
    Conversation.mailsFor(product, contact, 2);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                !product
                    .api()
                    .get("/v1/events?types=enrollment.finished")
                    .expect(200)
                    .results()
                    .isEmpty());
    var schemas = new ServedSchemas(product);

    var log = byPages(product.api(), "/v1/events?limit=200");

    assertThat(log).allSatisfy(event -> assertThat(schemas.complaints(event.toString())).isEmpty());
    assertThat(product.api().get("/v1/event_types").expect(200).results())
        .extracting(type -> type.getString("type"))
        .containsAll(log.stream().map(event -> event.getString("type")).toList());
    product.api().get("/v1/event_types/no.such/schema").expect(404);
  }

  /** What an address does not say is not there: it is optional because the fact says so. */
  @Test
  void what_may_be_unknown_is_not_required(Product product) {
    var schema = product.api().get("/v1/event_types/reply.received/schema").expect(200).json();

    var data = schema.getJsonObject("properties").getJsonObject("data");
    assertThat(data.getJsonArray("required").toString()).contains("message_id");
    assertThat(data.getJsonArray("required").size())
        .isLessThan(data.getJsonObject("properties").size());
  }

  private static String contact(Api api) {
    return api.post(
            "/v1/contacts",
            "{\"full_name\":\"Zoë\",\"emails\":[{\"address\":\""
                + Product.newAddress("zoe")
                + "\"}]}")
        .expect(201)
        .id();
  }

  private static long number(JsonObject event) {
    return event.getJsonNumber("sequence").longValue();
  }
}
