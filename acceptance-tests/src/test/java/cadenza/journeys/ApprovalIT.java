package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An agent that may send, as soon as somebody has read what. */
@Journey
class ApprovalIT {
  private static final String EVERYTHING = "\"*\"";

  @Test
  void an_enrollment_waits_for_approval_and_is_done_once(Product product) {
    try (var estate = Estate.open(product)) {
      var agent = agent(product, estate, EVERYTHING);
      var body = enrollment(estate, Product.newAddress("wanted"));

      var queued = agent.post("/v1/enrollments/", body, "Idempotency-Key", "ask").expect(202);
      var again = agent.post("/v1/enrollments/", body, "Idempotency-Key", "ask").expect(202);

      var id = queued.json().getString("approval_id");
      assertThat(queued.json().getBoolean("queued")).isTrue();
      assertThat(queued.header("Location").orElse("")).endsWith("/v1/approvals/" + id);
      assertThat(again.text()).isEqualTo(queued.text());
      assertThat(enrollments(estate)).hasSize(1);
      assertThat(ids(estate, "pending")).contains(id);
      assertThat(agent.post("/v1/approvals/" + id + "/approve").expect(403).code())
          .isEqualTo("approval_required");

      var answers =
          AtOnce.times(6, i -> estate.owner().post("/v1/approvals/" + id + "/approve").status());

      assertThat(answers).containsOnlyOnce(200).containsOnly(200, 409);
      var approved = agent.get("/v1/approvals/" + id).expect(200).json();
      assertThat(approved.getString("status")).isEqualTo("approved");
      var enrollment = approved.getJsonObject("result").getString("enrollment_id");
      assertThat(agent.get("/v1/enrollments/" + enrollment).expect(200).json().getString("status"))
          .isEqualTo("active");
      assertThat(enrollments(estate)).hasSize(2);
      assertThat(ids(estate, "pending")).doesNotContain(id);
    }
  }

  @Test
  void it_is_edited_before_or_refused_or_nobody_says_anything(Product product) {
    try (var estate = Estate.open(product)) {
      var agent = agent(product, estate, EVERYTHING);
      var other = Product.newAddress("other");
      var edited = ask(agent, estate);
      var refused = ask(agent, estate);
      var forgotten = ask(agent, estate);
      var path = "/v1/approvals/" + edited;
      var read = estate.owner().get(path).expect(200);
      assertThat(read.json().getJsonObject("request").getString("sequence_id"))
          .isEqualTo(estate.id("sequences"));

      var wrong = "{\"request\":{\"sequence_id\":7}}";
      estate.owner().patch(path, wrong).expect(400);
      wrong = "{\"request\":{\"sequence_id\":\"seq_01h455vb4pex5vsknk084sn02q\"}}";
      estate.owner().patch(path, wrong).expect(422);
      var change = "{\"request\":" + enrollment(estate, other) + "}";
      estate.owner().patch(path, change, "If-Match", tag(read)).expect(200);
      var late =
          estate.owner().call("POST", path + "/approve", null, "If-Match", tag(read)).expect(412);
      assertThat(late.code()).isEqualTo("stale");
      agent.patch(path, change).expect(403);
      var narrow = estate.with(null, List.of("approvals:write", "email:send", "workflows:write"));
      assertThat(narrow.patch(path, change).expect(403).text()).contains("sequences:write");
      var seen = estate.owner().get(path).expect(200);
      assertThat(narrow.call("POST", path + "/approve", null, "If-Match", tag(seen)).text())
          .contains("sequences:write");
      var unread = estate.owner().post(path + "/approve").expect(428);
      assertThat(unread.code()).isEqualTo("if_match_required");
      estate.owner().call("POST", path + "/approve", null, "If-Match", "*").expect(428);
      assertThat(seen.json().getString("edited_by")).startsWith("tok_");
      assertThat(seen.json()).containsKey("edited_at");
      estate.owner().call("POST", path + "/approve", null, "If-Match", tag(seen)).expect(200);
      assertThat(estate.owner().get("/v1/contacts?q=" + other).expect(200).results()).hasSize(1);

      var reason = "{\"reason\":\"Not to them.\"}";
      var said = estate.owner().post("/v1/approvals/" + refused + "/refuse", reason).expect(200);
      assertThat(said.json().getString("reason")).isEqualTo("Not to them.");
      estate.owner().post("/v1/approvals/" + refused + "/approve").expect(409);

      var clock = "/v1/test_clocks/" + estate.id("test_clocks");
      product.api().post(clock + "/advance", "{\"by\":\"PT73H\"}").expect(202);
      estate.awaitClock();
      assertThat(ids(estate, "expired")).contains(forgotten);
      assertThat(estate.owner().post("/v1/approvals/" + forgotten + "/approve").code())
          .isEqualTo("approval_over");
    }
  }

  @Test
  void whatever_lets_mail_go_waits_or_is_refused(Product product) {
    try (var estate = Estate.open(product)) {
      var agent = agent(product, estate, EVERYTHING);
      var sequence = "\"sequence_id\":\"" + estate.id("sequences") + "\"";

      var some =
          approvalOf(
              agent.post(
                  "/v1/enrollments/bulk",
                  "{" + sequence + ",\"recipients\":[{\"email\":\"a@b.example\"}]}"));
      var all = approvalOf(agent.post("/v1/enrollments/bulk", "{" + sequence + ",\"filter\":{}}"));
      var rule =
          approvalOf(
              agent.post(
                  "/v1/workflows",
                  "{\"name\":\"All\",\"trigger\":\"email_received\",\"enroll\":{"
                      + sequence
                      + "}}"));
      agent
          .post("/v1/enrollments/bulk", "{" + sequence + ",\"filter\":{},\"dry_run\":true}")
          .expect(202)
          .json()
          .getString("status");
      assertThat(enrollments(estate)).hasSize(1);

      assertThat(approve(estate, some).getJsonObject("counts").getInt("enrolled")).isEqualTo(1);
      var job = approve(estate, all).getString("job_id");
      estate.owner().get("/v1/jobs/" + job).expect(200);
      var workflow = approve(estate, rule).getString("workflow_id");
      estate.owner().get("/v1/workflows/" + workflow).expect(200);

      for (var call :
          List.of(
              "/v1/sequences/" + estate.id("sequences") + "/resume",
              "/v1/inboxes/" + estate.id("inboxes") + "/resume",
              "/v1/approvals/" + some + "/approve")) {
        assertThat(agent.post(call).expect(403).code()).as(call).isEqualTo("approval_required");
      }
      agent.patch("/v1/workflows/" + workflow, "{\"enabled\":true}").expect(403);
      agent
          .patch("/v1/enrollments/" + estate.id("enrollments"), "{\"action\":\"resume\"}")
          .expect(403);
      agent
          .post("/v1/users", "{\"name\":\"Me\",\"email\":\"me@agent.example\",\"role\":\"viewer\"}")
          .expect(403);
      var child = "{\"label\":\"child\",\"scopes\":[\"email:send\"],\"requires_approval\":false}";
      assertThat(agent.post("/v1/tokens", child).expect(201).json().getBoolean("requires_approval"))
          .isTrue();
    }
  }

  @Test
  void what_cannot_be_done_is_refused_when_it_is_asked_for_and_waits_on_when_it_is_approved(
      Product product) {
    try (var estate = Estate.open(product)) {
      var agent = agent(product, estate, "\"sequences:write\",\"email:send\"");
      agent
          .post(
              "/v1/enrollments",
              "{\"sequence_id\":\"seq_01h455vb4pex5vsknk084sn02q\",\"recipient\":{\"email\":\"a@b.example\"}}")
          .expect(422);
      var address = Product.newAddress("suppressed");
      var asked = approvalOf(agent.post("/v1/enrollments", enrollment(estate, address)));
      estate.owner().post("/v1/suppressions", "{\"address\":\"" + address + "\"}").expect(201);

      var refused = estate.owner().post("/v1/approvals/" + asked + "/approve").expect(422);

      assertThat(refused.text()).contains("suppressed");
      assertThat(ids(estate, "pending")).contains(asked);
      agent.get("/v1/approvals").expect(403);
    }
  }

  @Test
  void who_was_approved_is_who_is_written_to(Product product) {
    try (var estate = Estate.open(product)) {
      var agent = agent(product, estate, EVERYTHING);
      var first = Product.newAddress("first");
      var contact = contact(estate, Product.newAddress("before"));
      var sequence = "\"sequence_id\":\"" + estate.id("sequences") + "\"";
      var named = "{\"contact_id\":\"" + contact + "\"}";
      var changed = "{\"emails\":[{\"address\":\"" + first + "\"}]}";

      var one =
          approvalOf(
              agent.post("/v1/enrollments", "{" + sequence + ",\"recipient\":" + named + "}"));
      var many =
          approvalOf(
              agent.post(
                  "/v1/enrollments/bulk", "{" + sequence + ",\"recipients\":[" + named + "]}"));
      var all = approvalOf(agent.post("/v1/enrollments/bulk", "{" + sequence + ",\"filter\":{}}"));
      var counted = reaches(estate, all);
      assertThat(counted.getInt("contacts")).isEqualTo(counted.getInt("contacts_now"));
      agent.patch("/v1/contacts/" + contact, changed).expect(200);
      contact(estate, Product.newAddress("more"));

      for (var asked : List.of(one, many)) {
        assertThat(reaches(estate, asked).toString()).contains("@").doesNotContain(first);
        assertThat(estate.owner().post("/v1/approvals/" + asked + "/approve").expect(409).code())
            .isEqualTo("recipient_changed");
      }
      assertThat(reaches(estate, all).getInt("contacts_now"))
          .isEqualTo(counted.getInt("contacts") + 1);
      var again =
          approvalOf(
              agent.post(
                  "/v1/enrollments/bulk", "{" + sequence + ",\"recipients\":[" + named + "]}"));
      assertThat(reaches(estate, again).toString()).contains(first);
      approve(estate, again);
    }
  }

  private static String contact(Estate estate, String address) {
    return estate
        .owner()
        .post(
            "/v1/contacts",
            "{\"full_name\":\"Avery\",\"emails\":[{\"address\":\"" + address + "\"}]}")
        .expect(201)
        .id();
  }

  private static JsonObject reaches(Estate estate, String id) {
    return estate.owner().get("/v1/approvals/" + id).expect(200).json().getJsonObject("reaches");
  }

  private static JsonObject approve(Estate estate, String id) {
    return estate
        .owner()
        .post("/v1/approvals/" + id + "/approve")
        .expect(200)
        .json()
        .getJsonObject("result");
  }

  private static String ask(Api agent, Estate estate) {
    return approvalOf(
        agent.post("/v1/enrollments", enrollment(estate, Product.newAddress("asked"))));
  }

  private static String approvalOf(Api.Answer queued) {
    return queued.expect(202).json().getString("approval_id");
  }

  private static String tag(Api.Answer answer) {
    return answer.header("ETag").orElseThrow();
  }

  private static String enrollment(Estate estate, String address) {
    return "{\"sequence_id\":\""
        + estate.id("sequences")
        + "\",\"recipient\":{\"email\":\""
        + address
        + "\"}}";
  }

  private static List<JsonObject> enrollments(Estate estate) {
    return estate.owner().get("/v1/enrollments").expect(200).results();
  }

  private static List<String> ids(Estate estate, String status) {
    return estate.owner().get("/v1/approvals/?status=" + status).expect(200).results().stream()
        .map(one -> one.getString("id"))
        .toList();
  }

  private static Api agent(Product product, Estate estate, String scopes) {
    var token =
        estate
            .owner()
            .post(
                "/v1/tokens",
                "{\"label\":\"agent\",\"scopes\":[" + scopes + "],\"requires_approval\":true}")
            .expect(201)
            .json();
    return new Api(product.url(), token.getString("token"));
  }
}
