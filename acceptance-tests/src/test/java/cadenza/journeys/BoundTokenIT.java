package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Product;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** A token that is bound to one inbox, in a workspace where everything belongs to another. */
@Journey
class BoundTokenIT {
  /**
   * What concerns no inbox: contacts are the workspace's, a child is bound like its parent, and who
   * logs in does so by himself.
   */
  private static final Set<String> OPEN =
      Set.of(
          "GET /v1/contacts",
          "POST /v1/contacts",
          "GET /v1/contacts/{id}",
          "PATCH /v1/contacts/{id}",
          "POST /v1/blobs",
          "POST /v1/sessions",
          "GET /v1/companies",
          "GET /v1/companies/{id}",
          "GET /v1/custom_fields",
          "GET /v1/event_types",
          "GET /v1/event_types/{type}/schema",
          "GET /v1/labels",
          "GET /v1/labels/{id}",
          "GET /v1/thread_categories",
          "POST /v1/tokens");

  /** Where the body names what is the other's, which is as unknown as what never was. */
  private static final Map<String, String> NAMED =
      Map.of(
          "POST /v1/enrollments/bulk", "\"/sequence_id\"",
          "POST /v1/sequences/enrollments/bulk", "\"/sequence_id\"",
          "POST /v1/messages", "\"/reply_to_message_id\"");

  private static final Set<String> FILTERED =
      Set.of(
          "GET /v1/approvals",
          "GET /v1/inbox/unmatched",
          "GET /v1/inboxes",
          "GET /v1/sequences",
          "GET /v1/enrollments",
          "GET /v1/sequences/enrollments",
          "GET /v1/threads");

  @Test
  void it_neither_sees_nor_changes_what_belongs_to_another(Product product) {
    try (var estate = Estate.open(product)) {
      var bound = estate.with(anotherInbox(estate), Interface.of(product).scopesOfWorkspaces());
      var before = estate.settled();

      var all = new SoftAssertions();
      for (var operation : Interface.of(product).operations()) {
        if (OPEN.contains(operation.name())) {
          continue;
        }
        var answer =
            bound.call(operation.method(), estate.address(operation), estate.body(operation));
        if (FILTERED.contains(operation.name())) {
          all.assertThat(answer.status()).as(operation.name()).isEqualTo(200);
          all.assertThat(answer.text())
              .as(operation.name())
              .doesNotContain(
                  estate.id("approvals"),
                  estate.id("inboxes"),
                  estate.id("sequences"),
                  estate.id("enrollments"),
                  estate.id("threads"));
        } else if (NAMED.containsKey(operation.name())) {
          all.assertThat(answer.status()).as(operation.name()).isEqualTo(422);
          all.assertThat(answer.text()).as(operation.name()).contains(NAMED.get(operation.name()));
        } else {
          all.assertThat(answer.status()).as(operation.name() + " " + answer.text()).isIn(403, 404);
        }
      }
      all.assertAll();
      assertThat(estate.content()).isEqualTo(before);
    }
  }

  @Test
  void it_cannot_name_what_belongs_to_another(Product product) {
    try (var estate = Estate.open(product)) {
      var inbox = anotherInbox(estate);
      var bound = estate.with(inbox, Interface.of(product).scopesOfWorkspaces());
      var contact = "\"recipient\":{\"contact_id\":\"" + estate.id("contacts") + "\"}";
      var emails = ",\"emails\":" + Conversation.emails(600).build();

      requirePointer(
          bound,
          "{\"sequence_id\":\"" + estate.id("sequences") + "\"," + contact + "}",
          "/sequence_id");
      requirePointer(
          bound,
          "{\"source\":{\"thread_id\":\"" + estate.id("threads") + "\"}," + contact + emails + "}",
          "/source/thread_id");
      assertThat(
              bound
                  .get("/v1/contacts/" + estate.id("contacts"))
                  .expect(200)
                  .json()
                  .getJsonArray("active_sequences"))
          .isEmpty();
    }
  }

  private static void requirePointer(Api bound, String body, String pointer) {
    var answer = bound.post("/v1/enrollments", body).expect(422).json();
    assertThat(answer.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo(pointer);
  }

  @Test
  void it_does_everything_with_its_own(Product product) {
    try (var estate = Estate.open(product)) {
      var bound = estate.with(estate.id("inboxes"), Interface.of(product).scopesOfWorkspaces());

      for (var list : List.of("inboxes", "sequences", "enrollments", "threads")) {
        assertThat(bound.get("/v1/" + list).expect(200).text()).contains(estate.id(list));
        bound.get("/v1/" + list + "/" + estate.id(list)).expect(200);
      }
      bound.get("/v1/messages/" + estate.id("messages")).expect(200);
      bound.get("/v1/enrollments/" + estate.id("enrollments") + "/explain").expect(200);
      bound.post("/v1/sequences/" + estate.id("sequences") + "/pause").expect(200);
      bound.post("/v1/inboxes/" + estate.id("inboxes") + "/pause").expect(200);
      bound
          .patch("/v1/enrollments/" + estate.id("enrollments"), "{\"action\":\"cancel\"}")
          .expect(200);
    }
  }

  private static String anotherInbox(Estate estate) {
    return estate
        .owner()
        .post(
            "/v1/inboxes",
            "{\"address\":\""
                + Product.newAddress("other")
                + "\",\"smtp\":{\"host\":\"127.0.0.1\",\"port\":9,\"security\":\"none\"}}")
        .expect(201)
        .id();
  }
}
