package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** Who may do what, and what an error looks like. */
@Journey
class AccessIT {
  @Test
  void a_missing_scope_is_refused_before_any_effect(Product product) {
    var address = Product.newAddress("unseen");
    var reader = product.apiWith("contacts:read");

    var answer =
        reader
            .post(
                "/v1/contacts/",
                Json.createObjectBuilder()
                    .add("full_name", "Nobody")
                    .add(
                        "emails",
                        Json.createArrayBuilder()
                            .add(Json.createObjectBuilder().add("address", address))))
            .expect(403);

    assertThat(answer.code()).isEqualTo("insufficient_scope");
    assertThat(reader.get("/v1/contacts/?limit=200").expect(200).text()).doesNotContain(address);
  }

  @Test
  void a_missing_or_wrong_token_is_refused(Product product) {
    assertThat(product.anonymous().get("/v1/contacts/").expect(401).code())
        .isEqualTo("unauthorized");
    new Api(product.url(), "cdz_wrong").get("/v1/contacts/").expect(401);
  }

  @Test
  void a_revoked_token_lets_nobody_in(Product product) {
    var minted =
        product
            .api()
            .post(
                "/v1/tokens/",
                Json.createObjectBuilder()
                    .add("label", "short-lived")
                    .add("scopes", Json.createArrayBuilder().add("contacts:read")))
            .expect(201)
            .json();
    var api = new Api(product.url(), minted.getString("token"));
    api.get("/v1/contacts/").expect(200);

    product.api().delete("/v1/tokens/" + minted.getString("id")).expect(204);

    api.get("/v1/contacts/").expect(401);
  }

  @Test
  void with_a_revoked_token_goes_what_it_made_unless_told_otherwise(Product product) {
    for (var cascade : new String[] {"", "?cascade=true", "?cascade=false"}) {
      var parent = mint(product.api(), "tokens:write", "contacts:read");
      var child = mint(new Api(product.url(), parent.getString("token")), "contacts:read");
      var api = new Api(product.url(), child.getString("token"));
      var path = "/v1/tokens/" + parent.getString("id");
      product.api().delete(path + "?cascade=perhaps").expect(400);
      api.get("/v1/contacts/").expect(200);

      product.api().delete(path + cascade).expect(204);

      api.get("/v1/contacts/").expect(cascade.equals("?cascade=false") ? 200 : 401);
    }
  }

  @Test
  void the_bootstrap_token_has_every_scope_to_come_and_gives_it_on(Product product) {
    var every = mint(product.api(), "*");

    assertThat(every.getBoolean("all_scopes")).isTrue();
    assertThat(every.getJsonArray("scopes").size()).isGreaterThan(10);
    var listed = mint(product.api(), "tokens:write");
    new Api(product.url(), listed.getString("token"))
        .post("/v1/tokens/", "{\"scopes\": [\"*\"]}")
        .expect(403);
  }

  @Test
  void an_operator_opens_a_workspace_and_has_no_part_in_it(Product product) {
    var api = product.api();
    api.post("/v1/workspaces", "{\"name\": \" \"}").expect(422);
    api.post("/v1/workspaces", "{\"name\": \"A\", \"zone\": \"Mars/Base\"}").expect(422);

    var opened =
        api.post("/v1/workspaces/", "{\"name\": \"Northwind\", \"zone\": \"Europe/Berlin\"}")
            .expect(201)
            .json();

    var tenant = new Api(product.url(), opened.getJsonObject("token").getString("token"));
    var contact = tenant.post("/v1/contacts", "{\"full_name\": \"Avery\"}").expect(201).id();
    assertThat(tenant.get("/v1/contacts").expect(200).results()).hasSize(1);
    api.get("/v1/contacts/" + contact).expect(404);
    assertThat(tenant.post("/v1/workspaces", "{\"name\": \"Next\"}").expect(403).code())
        .isEqualTo("insufficient_scope");
    tenant.post("/v1/tokens", "{\"scopes\": [\"workspaces:write\"]}").expect(403);
    new Api(product.url(), mint(api, "*").getString("token"))
        .post("/v1/workspaces", "{\"name\": \"Next\"}")
        .expect(403);
  }

  private static JsonObject mint(Api api, String... scopes) {
    var list = Json.createArrayBuilder();
    for (var scope : scopes) {
      list.add(scope);
    }
    return api.post("/v1/tokens/", Json.createObjectBuilder().add("scopes", list))
        .expect(201)
        .json();
  }

  @Test
  void nonsense_never_makes_a_server_error(Product product) {
    var api = product.api();

    api.post("/v1/contacts/", "{not json").expect(400);
    api.post("/v1/contacts/", "{\"emails\": 7}").expect(400, 422);
    api.get("/v1/contacts/nothing").expect(404);
    api.get("/v1/sequences/enrollments/enr_zzz/").expect(404);
    api.get("/v1/contacts/?limit=100000").expect(400, 422);
    api.get("/v1/nowhere").expect(404);
    api.delete("/v1/contacts/").expect(405);
  }

  @Test
  void a_repeat_by_the_same_key_gets_the_same_answer_and_does_nothing(Product product) {
    var api = product.api();
    var body = enrollment(product);
    var key = "key-" + Product.newAddress("once");
    var path = "/v1/sequences/enrollments/";

    var first = api.post(path, body, "Idempotency-Key", key).expect(201);
    var repeat = api.post(path, body, "Idempotency-Key", key).expect(201);

    assertThat(repeat.text()).isEqualTo(first.text());
    assertThat(repeat.header("Location")).isEqualTo(first.header("Location"));
    assertThat(repeat.header("Idempotency-Replayed")).contains("true");
    var another = api.post(path, enrollment(product), "Idempotency-Key", key).expect(422);
    assertThat(another.code()).isEqualTo("idempotency_key_reused");
    product
        .apiWith("sequences:write", "email:send")
        .post(path, body, "Idempotency-Key", key)
        .expect(200);
  }

  @Test
  void of_many_requests_by_one_key_at_once_one_is_done(Product product) {
    var api = product.api();
    var body = "{\"full_name\": \"Without an address\"}";
    var key = "key-" + Product.newAddress("at-once");

    var answers =
        AtOnce.times(
            12, i -> api.post("/v1/contacts/", body, "Idempotency-Key", key).expect(201, 409));

    assertThat(answers).filteredOn(answer -> answer.status() == 201).isNotEmpty();
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 201)
        .extracting(Answer::id)
        .containsOnly(api.post("/v1/contacts/", body, "Idempotency-Key", key).expect(201).id());
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 409)
        .allMatch(answer -> answer.code().equals("idempotency_key_in_use"));
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 201)
        .filteredOn(answer -> answer.header("Idempotency-Replayed").isEmpty())
        .hasSize(1);
  }

  @Test
  void a_refusal_changes_nothing_and_is_repeated(Product product) {
    var api = product.api();
    var body = "{\"full_name\": \"\"}";
    var key = "key-" + Product.newAddress("refused");

    var first = api.post("/v1/contacts/", body, "Idempotency-Key", key).expect(422);
    var repeat = api.post("/v1/contacts/", body, "Idempotency-Key", key).expect(422);

    assertThat(repeat.text()).isEqualTo(first.text());
    assertThat(repeat.header("Content-Type").orElse("")).startsWith("application/problem+json");
  }

  @Test
  void a_key_has_255_printable_characters_at_most(Product product) {
    var api = product.api();
    var body = "{\"full_name\": \"Long key\"}";

    api.post("/v1/contacts/", body, "Idempotency-Key", "k".repeat(255)).expect(201);
    var answer = api.post("/v1/contacts/", body, "Idempotency-Key", "k".repeat(256)).expect(400);

    assertThat(answer.code()).isEqualTo("invalid_idempotency_key");
  }

  private static String enrollment(Product product) {
    return Json.createObjectBuilder()
        .add("inbox_id", product.newMailbox().id())
        .add("recipient", Json.createObjectBuilder().add("email", Product.newAddress("once")))
        .add("emails", Conversation.emails(600))
        .build()
        .toString();
  }
}
