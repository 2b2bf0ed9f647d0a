package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** People log in by a cookie, and no other site's page can use it. */
@Journey
class PeopleIT {
  private static final String PASSWORD = "correct horse battery";

  @Test
  void a_person_logs_in_works_and_leaves(Product product) {
    var email = Product.newAddress("kim");
    var user = add(product, email, "member");
    var stranger = product.anonymous();

    var login = loggedIn(stranger, email);

    var cookie = login.header("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("Path=/");
    assertThat(login.json().getJsonObject("user").getString("id")).isEqualTo(user.id());
    var held = cookie.substring(0, cookie.indexOf(';'));
    var csrf = login.json().getString("csrf_token");
    var body = "{\"full_name\":\"By a person\"}";
    stranger.call("GET", "/v1/contacts", null, "Cookie", held).expect(200);
    stranger.call("GET", "/v1/users", null, "Cookie", held).expect(403);
    assertThat(stranger.post("/v1/contacts", body, "Cookie", held).expect(403).code())
        .isEqualTo("csrf_token_needed");
    stranger
        .post("/v1/contacts", body, "Cookie", held, "X-CSRF-Token", "A".repeat(csrf.length()))
        .expect(403);
    stranger.post("/v1/contacts", body, "Cookie", held, "X-CSRF-Token", csrf).expect(201);
    assertThat(
            stranger
                .call("GET", "/v1/sessions/current", null, "Cookie", held)
                .expect(200)
                .json()
                .getString("csrf_token"))
        .isEqualTo(csrf);

    stranger
        .call("DELETE", "/v1/sessions/current", null, "Cookie", held, "X-CSRF-Token", csrf)
        .expect(204);

    stranger.call("GET", "/v1/contacts", null, "Cookie", held).expect(401);
    assertThat(product.api().get("/v1/audit?kind=denied&actor=" + login.id()).results())
        .extracting(line -> line.getString("action"))
        .contains("csrf");
    var lines =
        product.api().get("/v1/audit?kind=change&actor=" + login.id()).expect(200).results();
    assertThat(lines)
        .extracting(line -> line.getString("action"))
        .containsExactly("Sessions_close", "Contacts_save", "Sessions_open");
  }

  @Test
  void an_unknown_person_and_a_wrong_password_look_alike_and_soon_wait(Product product) {
    var email = Product.newAddress("robin");
    var user = add(product, email, "viewer");
    var stranger = product.anonymous();

    var wrong = answer(stranger, login(email, "something else")).expect(401);
    var unknown =
        answer(stranger, login(Product.newAddress("nobody"), "something else")).expect(401);

    assertThat(alike(wrong)).isEqualTo(alike(unknown));
    assertThat(wrong.header("Set-Cookie")).isEmpty();
    var tries =
        AtOnce.times(25, i -> stranger.post("/v1/sessions", login(email, "something else")));
    assertThat(tries).extracting(Api.Answer::status).isSubsetOf(401, 429);
    assertThat(tries)
        .filteredOn(answer -> answer.status() == 429)
        .hasSizeGreaterThan(10)
        .allMatch(answer -> answer.header("Retry-After").isPresent());
    assertThat(product.api().get("/v1/audit?kind=login_failed&limit=200").expect(200).results())
        .anyMatch(line -> line.getString("user", "").equals(user.id()));
  }

  /** Other tests try from this address, too, and then it waits like anybody. */
  private static Api.Answer answer(Api stranger, String login) {
    return await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> stranger.post("/v1/sessions", login), answer -> answer.status() != 429);
  }

  private static Api.Answer loggedIn(Api stranger, String email) {
    return answer(stranger, login(email, PASSWORD)).expect(201);
  }

  private static String alike(Api.Answer answer) {
    return answer.text().replaceAll("\"request_id\":\"[^\"]*\"", "");
  }

  @Test
  void a_user_is_edited_by_the_version_that_was_read(Product product) {
    var user = add(product, Product.newAddress("sam"), "viewer");
    var path = "/v1/users/" + user.id();
    var tag = product.api().get(path).expect(200).header("ETag").orElseThrow();

    assertThat(product.api().call("GET", path, null, "If-None-Match", tag).expect(304).text())
        .isEmpty();
    product.api().call("GET", path, null, "If-None-Match", "\"77\", W/" + tag).expect(304);
    product.api().patch(path, "{\"role\":\"member\"}", "If-Match", tag).expect(200);
    product.api().call("GET", path, null, "If-None-Match", tag).expect(200);

    product.api().patch(path, "{\"role\":\"admin\"}", "If-Match", tag).expect(412);
    assertThat(product.api().get(path).expect(200).json().getString("role")).isEqualTo("member");
    product.api().delete(path).expect(204);
    product.api().get(path).expect(404);
  }

  @Test
  void an_answer_is_nothing_but_an_answer(Product product) {
    for (var path : new String[] {"/v1/contacts", "/v1/nowhere", "/nowhere"}) {
      var answer = product.api().get(path);
      assertThat(answer.header("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(answer.header("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("frame-ancestors 'none'");
      assertThat(answer.header("Server")).as(path).isEmpty();
      assertThat(answer.header("X-Powered-By")).as(path).isEmpty();
    }
  }

  @Test
  void no_other_site_is_let_in(Product product) {
    var answer =
        product
            .anonymous()
            .call(
                "OPTIONS",
                "/v1/contacts",
                null,
                "Origin",
                "https://elsewhere.example",
                "Access-Control-Request-Method",
                "POST");

    assertThat(answer.response().headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
  }

  private static Api.Answer add(Product product, String email, String role) {
    return product
        .api()
        .post(
            "/v1/users",
            "{\"name\":\"Kim\",\"email\":\""
                + email
                + "\",\"role\":\""
                + role
                + "\",\"password\":\""
                + PASSWORD
                + "\"}")
        .expect(201);
  }

  private static String login(String email, String password) {
    return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
  }
}
