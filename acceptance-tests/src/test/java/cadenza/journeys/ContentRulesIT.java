package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import jakarta.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is well formed and still not accepted, and lists that are read by position. */
@Journey
class ContentRulesIT {
  @Test
  void contacts_are_read_by_position_with_their_total(Product product) {
    var name = Product.newAddress("positioned").replaceFirst("@.*", "");
    for (int i = 0; i < 5; i++) {
      product.api().post("/v1/contacts/", "{\"full_name\":\"" + name + "\"}").expect(201);
    }

    var seen = new ArrayList<String>();
    for (int position = 0; position < 6; position += 2) {
      var page =
          product
              .api()
              .get("/v1/contacts/?q=" + name + "&limit=2&position=" + position)
              .expect(200);
      assertThat(page.json().getInt("total")).isEqualTo(5);
      assertThat(page.json().getInt("position")).isEqualTo(position);
      assertThat(page.json().getInt("limit")).isEqualTo(2);
      page.results().forEach(contact -> seen.add(contact.getString("id")));
    }

    assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    var byCursor = product.api().get("/v1/contacts/?q=" + name + "&limit=5").expect(200);
    assertThat(byCursor.json()).doesNotContainKeys("total", "position");
    assertThat(byCursor.results()).extracting(one -> one.getString("id")).isEqualTo(seen);
    product.api().get("/v1/contacts/?position=-1").expect(400);
    product.api().get("/v1/contacts/?position=1&cursor=AAAA").expect(400);
  }

  @Test
  void a_token_ends_with_the_one_that_made_it(Product product) {
    var end = Instant.parse("2098-01-01T00:00:00Z");
    var parent =
        new Api(
            product.url(),
            mint(product.api(), "\"expires_at\":\"" + end + "\"")
                .expect(201)
                .json()
                .getString("token"));

    assertThat(Instant.parse(mint(parent, "").expect(201).json().getString("expires_at")))
        .isEqualTo(end);
    mint(parent, "\"expires_at\":\"" + end.minus(Duration.ofDays(1)) + "\"").expect(201);
    var answer = mint(parent, "\"expires_at\":\"" + end.plusSeconds(1) + "\"").expect(403);
    assertThat(pointer(answer)).isEqualTo("/expires_at");
  }

  @Test
  void a_token_is_bound_to_an_inbox_that_is_there(Product product) {
    var answer = mint(product.api(), "\"inbox_id\":\"inb_01h455vb4pex5vsknk084sn02q\"").expect(422);

    assertThat(pointer(answer)).isEqualTo("/inbox_id");
  }

  private static Answer mint(Api api, String more) {
    return api.post(
        "/v1/tokens",
        "{\"label\":\"child\",\"scopes\":[\"tokens:write\",\"contacts:read\"]"
            + (more.isEmpty() ? "" : "," + more)
            + "}");
  }

  @Test
  void steps_of_its_own_are_for_that_contact_only(Product product) {
    var mailbox = product.newMailbox();
    var address = Product.newAddress("own");
    var enrollment = Conversation.enroll(product, mailbox, address, 600);
    var sequence =
        product
            .api()
            .get("/v1/enrollments/" + enrollment)
            .expect(200)
            .json()
            .getString("sequence_id");

    var other = enroll(product, sequence, Product.newAddress("other")).expect(422);

    assertThat(pointer(other)).isEqualTo("/sequence_id");
    assertThat(enroll(product, sequence, address).expect(200).id()).isEqualTo(enrollment);
  }

  private static Answer enroll(Product product, String sequence, String address) {
    return product
        .api()
        .post(
            "/v1/enrollments",
            Json.createObjectBuilder()
                .add("sequence_id", sequence)
                .add("recipient", Json.createObjectBuilder().add("email", address)));
  }

  @Test
  void a_contact_without_an_address_is_not_enrolled(Product product) {
    var contact =
        product.api().post("/v1/contacts/", "{\"full_name\":\"Nowhere\"}").expect(201).id();

    var answer =
        product
            .api()
            .post(
                "/v1/enrollments",
                Json.createObjectBuilder()
                    .add("inbox_id", product.newMailbox().id())
                    .add("recipient", Json.createObjectBuilder().add("contact_id", contact))
                    .add("emails", Conversation.emails(600)))
            .expect(422);

    assertThat(pointer(answer)).isEqualTo("/recipient/contact_id");
  }

  @Test
  void a_day_that_is_in_no_calendar_is_refused(Product product) {
    for (var day : List.of("2020-13-45", "2021-02-29", "--02-30")) {
      var answer = product.api().post("/v1/contacts/", birthday(day)).expect(422);
      assertThat(pointer(answer)).isEqualTo("/anniversaries/0/date");
    }
    for (var day : List.of("2020-02-29", "--02-29")) {
      product.api().post("/v1/contacts/", birthday(day)).expect(201);
    }
  }

  private static String birthday(String day) {
    return "{\"full_name\":\"Born\",\"anniversaries\":[{\"type\":\"birthday\",\"date\":\""
        + day
        + "\"}]}";
  }

  @Test
  void a_clock_has_a_printable_name_and_ends_with_four_digits(Product product) {
    product.api().post("/v1/test_clocks", "{\"name\":\"" + "n".repeat(201) + "\"}").expect(422);
    product.api().post("/v1/test_clocks", "{\"name\":\"a\\u0007b\"}").expect(422);
    var clock =
        product
            .api()
            .post("/v1/test_clocks", "{\"name\":\"late\",\"start\":\"9998-06-01T00:00:00Z\"}")
            .expect(201)
            .id();

    product.api().post("/v1/test_clocks/" + clock + "/advance", "{\"by\":\"P400D\"}").expect(422);
  }

  @Test
  void an_unknown_status_in_a_query_is_400_everywhere(Product product) {
    for (var list : List.of("enrollments", "webhook_deliveries")) {
      var answer = product.api().get("/v1/" + list + "?status=x").expect(400);
      assertThat(answer.code()).isEqualTo("invalid_parameter");
      assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("parameter"))
          .isEqualTo("status");
    }
    product.api().get("/v1/inboxes?cursor=AAAA").expect(400);
    product.api().get("/v1/events?after=x").expect(400);
  }

  @Test
  void a_parameter_that_an_operation_does_not_take_is_named(Product product) {
    var api = product.api();
    for (var refused :
        List.of(
            api.get("/v1/contacts?search=avery"),
            api.get("/v1/event_types?search=avery"),
            api.post("/v1/contacts?search=avery", "{\"full_name\":\"Nobody Searched\"}"))) {
      var error = refused.expect(400).json().getJsonArray("errors").getJsonObject(0);
      assertThat(error.getString("parameter")).isEqualTo("search");
      assertThat(error.getString("code")).isEqualTo("unknown_parameter");
    }
    assertThat(api.get("/v1/contacts?search=avery").text())
        .contains("address, company, created_since");
    assertThat(api.get("/v1/contacts?q=searched").expect(200).results()).isEmpty();
    api.post("/v1/contacts?limit=1", "{\"full_name\":\"Nobody Searched\"}").expect(400);
    api.get("/v1/contacts?&q=searched&&limit=1").expect(200);
    api.get("/v1/custom_fields?limit=1").expect(200);
    api.get("/v3/webhooks?search=avery").expect(200);
  }

  @Test
  void a_list_of_contacts_may_name_an_inbox_which_reaches_them_all(Product product) {
    var api = product.api();
    api.post("/v1/contacts", "{\"full_name\":\"Quentin Reached\"}").expect(201);
    var list = "/v1/contacts?q=reached&inbox_id=";

    assertThat(api.get(list + product.newMailbox().id()).expect(200).results()).hasSize(1);
    var nobodys = api.get(list + "inb_01h455vb4pex5vsknk084sn02q&position=0").expect(200).json();
    assertThat(nobodys.getInt("total") + nobodys.getInt("position")).isZero();
    assertThat(nobodys.getJsonArray("results")).isEmpty();
    api.get(list + "inb_01h455vb4pex5vsknk084sn02q&position=-1").expect(400);
    api.get(list + "x").expect(400);
  }

  private static String pointer(Answer answer) {
    return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
  }
}
