package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.Json;
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
  void an_idempotency_key_makes_a_repeat_change_nothing(Product product) {
    var mailbox = product.newMailbox();
    var body =
        Json.createObjectBuilder()
            .add("inbox_id", mailbox.id())
            .add("recipient", Json.createObjectBuilder().add("email", Product.newAddress("once")))
            .add("emails", Conversation.emails(600))
            .build()
            .toString();

    var first =
        product
            .api()
            .post("/v1/sequences/enrollments/", body, "Idempotency-Key", "key-" + mailbox.id())
            .expect(201);
    var repeat =
        product
            .api()
            .post("/v1/sequences/enrollments/", body, "Idempotency-Key", "key-" + mailbox.id())
            .expect(200, 201);

    assertThat(repeat.id()).isEqualTo(first.id());
  }
}
