package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done to many contacts at once. */
@Journey
class BulkIT {
  @Test
  void ten_thousand_contacts_are_enrolled_by_one_request_and_once(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var recipients = Json.createArrayBuilder();
      recipients.add(Json.createObjectBuilder().add("contact_id", estate.id("contacts")));
      recipients.add(
          Json.createObjectBuilder().add("contact_id", "ctc_01h455vb4pex5vsknk084sn02q"));
      recipients.add(Json.createObjectBuilder().add("contact_id", "ctc_1"));
      recipients.add(Json.createObjectBuilder().add("email", "no address"));
      for (int i = 4; i < 10_000; i++) {
        recipients.add(Json.createObjectBuilder().add("email", "many" + i + "@bulk.example"));
      }
      var body =
          Json.createObjectBuilder()
              .add("sequence_id", estate.id("sequences"))
              .add("recipients", recipients)
              .build()
              .toString();

      var first =
          owner
              .post("/v1/sequences/enrollments/bulk/", body, "Idempotency-Key", "ten-thousand")
              .expect(200);

      var counts = first.json().getJsonObject("counts");
      assertThat(counts.getInt("enrolled")).isEqualTo(9_996);
      var results = first.results();
      assertThat(results).hasSize(10_000);
      assertThat(outcomes(results.subList(0, 5)))
          .containsExactly("already_in", "not_found", "invalid", "invalid", "enrolled");
      var replayed =
          owner
              .post("/v1/sequences/enrollments/bulk", body, "Idempotency-Key", "ten-thousand")
              .expect(200);
      assertThat(replayed.text()).isEqualTo(first.text());
      var again = owner.post("/v1/enrollments/bulk", body).expect(200);
      assertThat(again.json().getJsonObject("counts").getInt("already_in")).isEqualTo(9_997);
      assertThat(
              owner
                  .get("/v1/enrollments/" + results.get(9_999).getString("enrollment_id"))
                  .expect(200)
                  .json()
                  .getString("status"))
          .isEqualTo("active");
    }
  }

  private static List<String> outcomes(List<JsonObject> results) {
    return results.stream().map(one -> one.getString("outcome")).toList();
  }
}
