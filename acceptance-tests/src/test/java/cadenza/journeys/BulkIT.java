package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is done to many contacts at once. */
@Journey
class BulkIT {
  private static final Set<String> OVER = Set.of("done", "failed", "reverted");

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

  @Test
  void a_file_comes_in_its_contacts_are_enrolled_by_a_job_and_it_is_taken_back(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var file = new StringBuilder("E-Mail;Name;Company Domain\r\n");
      for (int i = 0; i < 6_000; i++) {
        var company = i < 3_000 ? "filed.example" : "left.example";
        file.append("row" + i + "@mail.example;\"Row; " + i + "\";" + company + "\r\n");
      }
      file.append("nobody;=1+1;\r\n");

      var imported =
          owner
              .call("POST", "/v1/imports/", file.toString(), "Content-Type", "text/csv")
              .expect(202);
      var done = over(owner, "/v1/imports/" + imported.id());

      assertThat(done.getString("status")).isEqualTo("done");
      assertThat(done.getJsonObject("counts").getInt("created")).isEqualTo(6_000);
      assertThat(
              owner
                  .get("/v1/imports/" + imported.id() + "/rows?outcome=invalid")
                  .expect(200)
                  .text())
          .isEqualTo("line,outcome,contact_id,code\r\n6002,invalid,,email:invalid_address\r\n");
      assertThat(owner.get("/v1/imports/" + imported.id() + "/rows").expect(200).text().lines())
          .hasSize(6_002);

      var job =
          owner
              .post(
                  "/v1/sequences/enrollments/bulk",
                  "{\"sequence_id\":\""
                      + estate.id("sequences")
                      + "\",\"filter\":{\"domain\":\"filed.example\"}}",
                  "Idempotency-Key",
                  "a-job")
              .expect(202);
      assertThat(job.header("Location").orElse("")).endsWith("/v1/jobs/" + job.id());
      var enrolled = over(owner, "/v1/jobs/" + job.id());
      assertThat(enrolled.getJsonObject("counts").getInt("enrolled")).isEqualTo(3_000);
      assertThat(enrolled.getInt("total")).isEqualTo(3_000);
      assertThat(owner.post("/v1/jobs/" + job.id() + "/cancel").expect(409).code())
          .isEqualTo("job_over");

      owner.call("POST", "/v1/imports/" + imported.id() + "/revert", null).expect(202);
      var reverted = over(owner, "/v1/imports/" + imported.id());
      assertThat(reverted.getString("status")).isEqualTo("reverted");
      assertThat(reverted.getJsonObject("counts").getInt("reverted")).isEqualTo(3_000);
      assertThat(reverted.getJsonObject("counts").getInt("kept"))
          .as("who is on a sequence")
          .isEqualTo(3_000);
      assertThat(owner.get("/v1/contacts?domain=left.example").expect(200).results()).isEmpty();
      assertThat(owner.get("/v1/enrollments?status=active").expect(200).results()).isNotEmpty();
    }
  }

  @Test
  void a_file_whose_answer_was_lost_is_sent_again_and_imported_once(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var before = owner.get("/v1/imports").expect(200).results().size();
      var file = "email\nonce@again.example\n";

      var first = upload(owner, "/v1/imports", file).expect(202);
      var again = upload(owner, "/v1/imports/", file).expect(202);

      assertThat(again.text()).isEqualTo(first.text());
      assertThat(again.header("Idempotency-Replayed")).contains("true");
      assertThat(again.header("Location")).isEqualTo(first.header("Location"));
      assertThat(owner.get("/v1/requests/the-file").expect(200).json().getInt("status"))
          .isEqualTo(202);
      assertThat(upload(owner, "/v1/imports", file + "other@again.example\n").expect(422).code())
          .isEqualTo("idempotency_key_reused");
      assertThat(upload(owner, "/v1/imports?dry_run=true", file).expect(422).code())
          .isEqualTo("idempotency_key_reused");
      assertThat(owner.get("/v1/imports").expect(200).results()).hasSize(before + 1);
      over(owner, "/v1/imports/" + first.id());

      var sentTwice =
          AtOnce.times(
              4, i -> upload(owner, "/v1/imports?label_id=" + estate.id("labels"), file, "twice"));
      assertThat(sentTwice).extracting(Api.Answer::status).contains(202).isSubsetOf(202, 409);
      assertThat(owner.get("/v1/imports").expect(200).results()).hasSize(before + 2);

      var path = "/v1/imports/" + first.id() + "/revert";
      var turned = owner.call("POST", path, null, "Idempotency-Key", "back").expect(202);
      over(owner, "/v1/imports/" + first.id());
      assertThat(owner.call("POST", path, null, "Idempotency-Key", "back").expect(202).text())
          .isEqualTo(turned.text());
      assertThat(
              owner.get("/v1/audit?limit=200").expect(200).results().stream()
                  .filter(one -> one.getString("action").equals("Imports_receive")))
          .hasSize(before + 2);
    }
  }

  @Test
  void a_file_that_was_refused_may_be_sent_again_as_it_should_be(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      upload(owner, "/v1/imports", "nobody\nwithout@address.example\n").expect(422);
      upload(owner, "/v1/imports?label_id=lbl_1", "email\none@mended.example\n").expect(400, 422);

      var right = upload(owner, "/v1/imports", "email\none@mended.example\n").expect(202);

      assertThat(right.header("Idempotency-Replayed")).isEmpty();
      assertThat(created(owner, right)).isEqualTo(1);
    }
  }

  @Test
  void of_two_files_at_once_under_one_key_one_is_imported(Product product) {
    try (var estate = Estate.open(product)) {
      var owner = estate.owner();
      var before = owner.get("/v1/imports").expect(200).results().size();

      var answers =
          AtOnce.times(2, i -> upload(owner, "/v1/imports", "email\nn" + i + "@either.example\n"));

      assertThat(answers).extracting(Api.Answer::status).containsOnlyOnce(202);
      assertThat(answers)
          .filteredOn(answer -> answer.status() != 202)
          .singleElement()
          .satisfies(
              other ->
                  assertThat(other.code())
                      .isIn("idempotency_key_reused", "idempotency_key_in_use"));
      assertThat(owner.get("/v1/imports").expect(200).results()).hasSize(before + 1);
      answers.stream()
          .filter(answer -> answer.status() == 202)
          .forEach(answer -> over(owner, "/v1/imports/" + answer.id()));
      assertThat(owner.get("/v1/contacts?domain=either.example").results()).hasSize(1);
    }
  }

  @Test
  void a_file_whose_last_commit_fails_leaves_nothing_and_its_key_is_free(Product product)
      throws SQLException {
    try (var estate = Estate.open(product);
        var database = product.database().superuserConnection();
        var statement = database.createStatement()) {
      var owner = estate.owner();
      var before = owner.get("/v1/imports").expect(200).results().size();
      var file = "email\nonce@commit.example\n";
      statement.execute(
          """
          create function access.never() returns trigger language plpgsql
            as $$ begin raise 'not now'; end $$;
          create constraint trigger never after insert on access.idempotency_key
            deferrable initially deferred for each row when (new.key = 'doomed')
            execute function access.never()
          """);
      try {
        assertThat(upload(owner, "/v1/imports", file, "doomed").status())
            .isGreaterThanOrEqualTo(500);
      } finally {
        statement.execute("drop function access.never() cascade");
      }
      assertThat(owner.get("/v1/imports").expect(200).results())
          .filteredOn(one -> !one.getString("status").equals("receiving"))
          .hasSize(before);

      var again = upload(owner, "/v1/imports", file, "doomed").expect(202);

      assertThat(again.header("Idempotency-Replayed")).isEmpty();
      assertThat(created(owner, again)).isEqualTo(1);
    }
  }

  private static Api.Answer upload(Api api, String path, String file) {
    return upload(api, path, file, "the-file");
  }

  private static Api.Answer upload(Api api, String path, String file, String key) {
    return api.call("POST", path, file, "Content-Type", "text/csv", "Idempotency-Key", key);
  }

  private static int created(Api api, Api.Answer imported) {
    return over(api, "/v1/imports/" + imported.id()).getJsonObject("counts").getInt("created");
  }

  private static JsonObject over(Api api, String path) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> api.get(path).expect(200).json(), now -> OVER.contains(now.getString("status")));
  }

  private static List<String> outcomes(List<JsonObject> results) {
    return results.stream().map(one -> one.getString("outcome")).toList();
  }
}
