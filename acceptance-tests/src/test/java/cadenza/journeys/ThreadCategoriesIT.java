package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A workspace calls its conversations what it wants to. */
@Journey
class ThreadCategoriesIT {
  private static final String OWN = "/v1/thread_categories";

  @Test
  void a_workspace_has_categories_of_its_own_beside_those_of_all(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var made = owner.post(OWN, "{\"key\":\"demo\",\"title\":\"Demo asked for\"}").expect(201);
      assertThat(made.json().getBoolean("built_in")).isFalse();
      assertThat(made.header("Location").orElse("")).endsWith(OWN + "/demo");
      assertThat(owner.get(OWN).results())
          .extracting(one -> one.getString("key") + " " + one.getBoolean("built_in"))
          .contains("interested true", "other true", "demo false", "pricing false");

      var thread = "/v1/threads/" + estate.id("threads");
      owner.patch(thread, "{\"category\":\"unheard_of\"}").expect(422);
      owner.patch(thread, "{\"category\":\"demo\"}").expect(200);
      assertThat(owner.get("/v1/threads?category=demo").results())
          .extracting(one -> one.getString("id"))
          .containsExactly(estate.id("threads"));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(owner.get("/v1/events?limit=200").results())
                      .filteredOn(one -> one.getString("type").equals("thread.categorized"))
                      .extracting(ThreadCategoriesIT::category)
                      .contains("demo"));

      assertThat(owner.delete(OWN + "/demo").expect(409).code())
          .isEqualTo("thread_category_in_use");
      owner.patch(thread, "{\"category\":null}").expect(200);
      owner.delete(OWN + "/demo").expect(204);
      owner.delete(OWN + "/demo").expect(404);
      owner.get("/v1/threads?category=demo").expect(400);
    }
  }

  private static String category(JsonObject event) {
    return event.getJsonObject("data").getString("category", "");
  }

  @Test
  void what_all_workspaces_have_stays_as_it_is(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      refused(owner, "{\"key\":\"interested\",\"title\":\"Ours\"}", 409);
      refused(owner, "{\"key\":\"ours\",\"title\":\"Not now\"}", 409);
      refused(owner, "{\"key\":\"pricing\",\"title\":\"Ours\"}", 409);
      refused(owner, "{\"key\":\"Two words\",\"title\":\"Ours\"}", 422);
      refused(owner, "{\"key\":\"ours\",\"title\":\" \"}", 422);
      assertThat(owner.delete(OWN + "/interested").expect(409).code())
          .isEqualTo("thread_category_built_in");
      owner.patch(OWN + "/interested", "{\"title\":\"Ours\"}").expect(409);
      assertThat(
              owner
                  .patch(OWN + "/pricing", "{\"title\":\"What it costs\"}")
                  .expect(200)
                  .json()
                  .getString("title"))
          .isEqualTo("What it costs");
    }
  }

  private static void refused(Api owner, String body, int status) {
    owner.post(OWN, body).expect(status);
  }
}
