package cadenza.journeys;

import static cadenza.journeys.TrackedMail.ask;
import static cadenza.journeys.TrackedMail.settings;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.launcher.PostgresServer;
import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.product.RawHttp;
import cadenza.testing.AtOnce;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mail tells of its being read where a workspace wants to know, and nobody says no. */
@Journey
class TrackingIT {
  @AfterEach
  void watch_nobody(Product product) {
    TrackedMail.forNobody(product);
  }

  @Test
  void a_workspace_that_wants_to_know_nothing_sends_what_was_written(Product product)
      throws Exception {
    var mail = TrackedMail.to(product, Product.newAddress("plain"));

    var out = mail.hrefs().stream().filter(href -> href.contains("/u/")).findFirst().orElseThrow();
    assertThat(mail.html().replace("\r\n", "\n").strip())
        .isEqualTo(TrackedMail.HTML.replace("{{unsubscribe_url}}", out).replace("\r\n", "\n"));
  }

  @Test
  void links_lead_where_they_led_and_the_picture_is_there(Product product) throws Exception {
    settings(product.api(), "{\"track_opens\": true, \"track_clicks\": true}");
    var mail = TrackedMail.to(product, Product.newAddress("reads"));
    var links = mail.links();

    assertThat(links).hasSize(3);
    assertThat(location(links.get(0))).isEqualTo(TrackedMail.TARGET);
    assertThat(location(links.get(1))).isEqualTo("https://xn--bcher-kva.example/%C3%A4");
    assertThat(ask("GET", links.get(2)).statusCode()).as("seen by no person").isEqualTo(404);
    assertThat(mail.hrefs())
        .contains("https://shop.example/imprint")
        .anySatisfy(href -> assertThat(href).contains("/u/"));
    assertThat(mail.text()).as("the text").doesNotContain("/c/").contains(TrackedMail.TARGET);

    var picture = ask("GET", mail.pixel());
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.body()).hasSize(43);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/gif");
    assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void an_answer_is_not_kept_and_says_nothing_of_where_one_comes_from(Product product)
      throws Exception {
    settings(product.api(), "{\"track_clicks\": true}");
    var link = TrackedMail.to(product, Product.newAddress("headers")).links().get(0);

    for (var method : List.of("GET", "HEAD")) {
      var answer = ask(method, link);
      assertThat(answer.statusCode()).isEqualTo(302);
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("X-Robots-Tag")).contains("noindex");
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(ask("POST", link).statusCode()).isEqualTo(405);
    assertThat(ask("DELETE", link).statusCode()).isEqualTo(405);
  }

  @Test
  void what_was_altered_or_is_nobody_s_leads_nowhere(Product product) throws Exception {
    settings(product.api(), "{\"track_clicks\": true}");
    var link = TrackedMail.to(product, Product.newAddress("altered")).links().get(0).toString();
    var wrong = link.substring(0, link.length() - 10) + "AAAAAAAAAA";

    for (var address :
        List.of(wrong, product.url() + "/c/", product.url() + "/c/x?url=" + TrackedMail.TARGET)) {
      var answer = ask("GET", URI.create(address));
      assertThat(answer.statusCode()).as(address).isEqualTo(404);
      assertThat(answer.headers().firstValue("Location")).isEmpty();
      assertThat(answer.body()).isEqualTo(ask("GET", URI.create(wrong)).body());
    }
    assertThat(ask("GET", URI.create(product.url() + "/o/none")).statusCode()).isEqualTo(200);
  }

  @Test
  void under_another_workspace_s_domain_a_link_leads_nowhere(Product product) throws Exception {
    settings(product.api(), "{\"track_clicks\": true, \"tracking_domain\": \"links.one.example\"}");
    var opened = product.api().post("/v1/workspaces", "{\"name\": \"Other\"}").expect(201).json();
    var other = new Api(product.url(), opened.getJsonObject("token").getString("token"));
    settings(other, "{\"tracking_domain\": \"links.two.example\"}");
    var links = TrackedMail.to(product, Product.newAddress("domains")).links();

    assertThat(links).allSatisfy(link -> assertThat(link.getHost()).isEqualTo("links.one.example"));
    var path = links.get(0).getPath();
    assertThat(at(product, "links.one.example", path).status()).isEqualTo(302);
    assertThat(at(product, "127.0.0.1", path).status()).isEqualTo(302);
    assertThat(at(product, "links.two.example", path).status()).isEqualTo(404);
    assertThat(at(product, "LINKS.two.example", path).status()).isEqualTo(404);

    settings(product.api(), "{\"tracking_domain\": null}");
    settings(other, "{\"tracking_domain\": \"links.one.example\"}");
    assertThat(at(product, "links.one.example", path).status()).as("given up").isEqualTo(302);
  }

  @Test
  void while_the_database_refuses_a_link_may_be_tried_again(Product product) throws Exception {
    settings(product.api(), "{\"track_clicks\": true}");
    var link = TrackedMail.to(product, Product.newAddress("refused")).links().get(0);
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      statement.execute("revoke select on messaging.mail_settings from " + PostgresServer.USER);
      try {
        var answer = ask("GET", link);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("30");
        assertThat(answer.headers().firstValue("Location")).isEmpty();
      } finally {
        statement.execute("grant select on messaging.mail_settings to " + PostgresServer.USER);
      }
    }
    assertThat(ask("GET", link).statusCode()).isEqualTo(302);
  }

  @Test
  void an_address_that_asks_too_often_is_turned_away_here_as_anywhere(Product product) {
    var guessing = new Api(product.url(), "cdz_guessed");

    for (var path : List.of("/c/none", "/o/none", "/u/none")) {
      var answers = AtOnce.times(400, i -> guessing.get(path));
      assertThat(answers).as(path).extracting(Api.Answer::status).contains(429);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 429)
          .allSatisfy(answer -> assertThat(answer.header("Retry-After")).contains("1"));
    }
  }

  @Test
  void a_contact_or_a_country_or_a_sequence_says_no(Product product) throws Exception {
    settings(
        product.api(),
        "{\"track_opens\": true, \"track_clicks\": true, \"untracked_countries\": [\"DE\"]}");
    var unwilling = known(product, "unwilling", contact -> contact.add("do_not_track", true));
    var german = known(product, "german", contact -> contact.add("country", "Deutschland"));
    var willing = known(product, "willing", contact -> contact.add("country", "Spain"));

    assertThat(TrackedMail.to(product, unwilling).html())
        .doesNotContain("/c/")
        .doesNotContain("/o/");
    assertThat(TrackedMail.to(product, german).html()).doesNotContain("/c/").doesNotContain("/o/");
    assertThat(TrackedMail.to(product, willing).html()).contains("/c/").contains("/o/");
    assertThat(
            TrackedMail.to(product, Product.newAddress("silent"), body -> body.add("track", false))
                .html())
        .doesNotContain("/c/")
        .doesNotContain("/o/");
  }

  private static String known(Product product, String name, UnaryOperator<JsonObjectBuilder> more) {
    var address = Product.newAddress(name);
    var body =
        Json.createObjectBuilder()
            .add("full_name", "Bo Reader")
            .add(
                "emails",
                Json.createArrayBuilder().add(Json.createObjectBuilder().add("address", address)));
    product.api().post("/v1/contacts/", more.apply(body)).expect(201);
    return address;
  }

  private static RawHttp.Answer at(Product product, String host, String path) {
    return RawHttp.send(product, host, "GET", path, new byte[0]);
  }

  private static String location(URI link) throws Exception {
    return ask("GET", link).headers().firstValue("Location").orElseThrow();
  }
}
