package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Api;
import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import cadenza.product.RawHttp;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A mail tells of its being read where a workspace wants to know, and nobody says no. */
@Journey
class TrackingIT {
  private static final String TARGET =
      "https://shop.example/offer?utm_source=mail&utm_term=a%20b&n=1#part";
  private static final String OTHER = "https://b\u00fccher.example/\u00e4";
  private static final String HTML =
      "<html><body><p>Hi <b>there</b>,</p>\r\n"
          + "<a href=\"https://shop.example/offer?utm_source=mail&amp;utm_term=a%20b&amp;n=1#part\">"
          + "Offer</a> <a href='https://b\u00fccher.example/\u00e4'>Books</a>"
          + " <a href=\"https://shop.example/imprint\" data-notrack>Imprint</a>"
          + " <a href=\"{{unsubscribe_url}}\">No more</a></body></html>";
  private static final Pattern HREF = Pattern.compile("href=[\"']([^\"']+)[\"']");
  private static final Pattern PIXEL = Pattern.compile("<img src=\"([^\"]+/o/[\\w-]{43})\"");

  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterEach
  void watch_nobody(Product product) {
    settings(
        product.api(),
        "{\"track_opens\": false, \"track_clicks\": false, \"tracking_domain\": null,"
            + " \"untracked_countries\": null}");
  }

  @Test
  void a_workspace_that_wants_to_know_nothing_sends_what_was_written(Product product)
      throws Exception {
    var mail = mail(product, recipient("plain"));

    assertThat(part(mail, 1)).doesNotContain("/c/").doesNotContain("/o/").doesNotContain("<img");
    assertThat(hrefs(mail)).contains("https://shop.example/imprint", OTHER);
  }

  @Test
  void links_lead_where_they_led_and_the_picture_is_there(Product product) throws Exception {
    settings(product.api(), "{\"track_opens\": true, \"track_clicks\": true}");
    var mail = mail(product, recipient("reads"));
    var links = tracked(mail);

    assertThat(links).hasSize(3);
    assertThat(location(links.get(0))).isEqualTo(TARGET);
    assertThat(location(links.get(1))).isEqualTo("https://xn--bcher-kva.example/%C3%A4");
    assertThat(ask("GET", links.get(2)).statusCode()).as("seen by no person").isEqualTo(404);
    assertThat(hrefs(mail))
        .contains("https://shop.example/imprint")
        .anySatisfy(href -> assertThat(href).contains("/u/"));
    assertThat(part(mail, 0)).as("the text").doesNotContain("/c/").contains(TARGET);

    var picture = browser.send(request("GET", pixel(mail)).build(), BodyHandlers.ofByteArray());
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.body()).hasSize(43);
    assertThat(picture.headers().firstValue("Content-Type")).contains("image/gif");
    assertThat(picture.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void an_answer_is_not_kept_and_says_nothing_of_where_one_comes_from(Product product)
      throws Exception {
    settings(product.api(), "{\"track_clicks\": true}");
    var link = tracked(mail(product, recipient("headers"))).get(0);

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
    var link = tracked(mail(product, recipient("altered"))).get(0).toString();
    var wrong = link.substring(0, link.length() - 10) + "AAAAAAAAAA";

    for (var address :
        List.of(wrong, product.url() + "/c/", product.url() + "/c/x?url=" + TARGET)) {
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
    var links = tracked(mail(product, recipient("domains")));

    assertThat(links).allSatisfy(link -> assertThat(link.getHost()).isEqualTo("links.one.example"));
    var path = links.get(0).getPath();
    assertThat(at(product, "links.one.example", path).status()).isEqualTo(302);
    assertThat(at(product, "127.0.0.1", path).status()).isEqualTo(302);
    assertThat(at(product, "links.two.example", path).status()).isEqualTo(404);
    assertThat(at(product, "LINKS.two.example", path).status()).isEqualTo(404);
  }

  @Test
  void what_people_do_is_shown_and_told_of(Product product) throws Exception {
    settings(product.api(), "{\"track_opens\": true, \"track_clicks\": true}");
    var reader = recipient("told");
    var mail = mail(product, reader);
    var pixel = pixel(mail);
    var link = tracked(mail).get(0);

    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              ask("GET", pixel);
              ask("GET", link);
              return count(product, reader, "opens", "count") > 0
                  && count(product, reader, "clicks", "count") > 0;
            });
    var opened = events(product, "message.opened", reader);
    var clicked = events(product, "message.clicked", reader);
    assertThat(opened).isNotEmpty();
    assertThat(opened.get(0).getInt("opens")).isPositive();
    assertThat(clicked.get(0).getString("url")).isEqualTo(TARGET);
    assertThat(clicked.get(0).getInt("clicks")).isPositive();
  }

  @Test
  void whoever_follows_every_link_takes_nobody_off_and_counts_for_nothing(Product product)
      throws Exception {
    settings(product.api(), "{\"track_opens\": true, \"track_clicks\": true}");
    var reader = recipient("filtered");
    var mail = mail(product, reader);
    var all = new ArrayList<>(List.of(pixel(mail)));
    hrefs(mail).stream()
        .filter(href -> href.startsWith(product.url()))
        .map(URI::create)
        .forEach(all::add);
    assertThat(all).as("picture, two links, one unseen, the way out").hasSize(5);

    for (var one : all) {
      ask("HEAD", one);
      ask("GET", one);
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(count(product, reader, "clicks", "machine_count")).isEqualTo(4));
    assertThat(count(product, reader, "opens", "machine_count")).isEqualTo(2);
    assertThat(count(product, reader, "opens", "count")).isZero();
    assertThat(count(product, reader, "clicks", "count")).isZero();
    assertThat(events(product, "message.opened", reader)).isEmpty();
    assertThat(events(product, "message.clicked", reader)).isEmpty();
    assertThat(events(product, "contact.opted_out", reader)).isEmpty();
    assertThat(product.api().get("/v1/suppressions/?address=" + reader).text())
        .doesNotContain("opted_out");
  }

  @Test
  void the_picture_is_there_at_once_while_the_database_stands_still(Product product)
      throws Exception {
    settings(product.api(), "{\"track_opens\": true}");
    var pixel = pixel(mail(product, recipient("still")));
    for (int i = 0; i < 50; i++) {
      ask("GET", pixel);
    }
    var taken = new ArrayList<Long>();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "lock table messaging.message_hit, messaging.message_content, messaging.mail_settings"
              + " in access exclusive mode");
      for (int i = 0; i < 500; i++) {
        long before = System.nanoTime();
        assertThat(ask("GET", pixel).statusCode()).isEqualTo(200);
        taken.add(System.nanoTime() - before);
      }
      connection.rollback();
    }
    taken.sort(null);
    var ninetyFifth = Duration.ofNanos(taken.get(475));
    System.getLogger(TrackingIT.class.getName())
        .log(System.Logger.Level.INFO, "p95 of 500 pictures: " + ninetyFifth);
    assertThat(ninetyFifth).isLessThan(Duration.ofMillis(50));
  }

  @Test
  void a_contact_or_a_country_or_a_sequence_says_no(Product product) throws Exception {
    settings(
        product.api(),
        "{\"track_opens\": true, \"track_clicks\": true, \"untracked_countries\": [\"DE\"]}");
    var unwilling = known(product, "unwilling", contact -> contact.add("do_not_track", true));
    var german = known(product, "german", contact -> contact.add("country", "Deutschland"));
    var willing = known(product, "willing", contact -> contact.add("country", "Spain"));

    assertThat(part(mail(product, unwilling), 1)).doesNotContain("/c/").doesNotContain("/o/");
    assertThat(part(mail(product, german), 1)).doesNotContain("/c/").doesNotContain("/o/");
    assertThat(part(mail(product, willing), 1)).contains("/c/").contains("/o/");
    assertThat(part(mail(product, recipient("silent"), body -> body.add("track", false)), 1))
        .doesNotContain("/c/")
        .doesNotContain("/o/");
  }

  private static void settings(Api api, String settings) {
    api.patch("/v1/mail_settings", settings).expect(200);
  }

  private static String recipient(String name) {
    return Product.newAddress(name);
  }

  private static String known(Product product, String name, UnaryOperator<JsonObjectBuilder> more) {
    var address = recipient(name);
    var body =
        Json.createObjectBuilder()
            .add("full_name", "Bo Reader")
            .add(
                "emails",
                Json.createArrayBuilder().add(Json.createObjectBuilder().add("address", address)));
    product.api().post("/v1/contacts/", more.apply(body)).expect(201);
    return address;
  }

  private static MimeMessage mail(Product product, String recipient) {
    return mail(product, recipient, body -> body);
  }

  private static MimeMessage mail(
      Product product, String recipient, UnaryOperator<JsonObjectBuilder> more) {
    Mailbox mailbox = product.newMailbox();
    var step =
        Json.createObjectBuilder()
            .add("delay", Json.createObjectBuilder().add("value", 0).add("unit", "seconds"))
            .add("subject", "Hello")
            .add("body", "Our offer: " + TARGET)
            .add("html", HTML);
    var sequence =
        product
            .api()
            .post(
                "/v1/sequences/",
                more.apply(
                    Json.createObjectBuilder()
                        .add("name", "Tracked")
                        .add("sender_inbox_id", mailbox.id())
                        .add("steps", Json.createArrayBuilder().add(step))))
            .expect(201)
            .id();
    product
        .api()
        .post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("sequence_id", sequence)
                .add("recipient", Json.createObjectBuilder().add("email", recipient)))
        .expect(201);
    return Conversation.mailsFor(product, recipient, 1).get(0);
  }

  private static JsonObject message(Product product, String recipient) {
    var contact = product.api().get("/v1/contacts?address=" + recipient).expect(200).results();
    var thread =
        product
            .api()
            .get("/v1/threads?contact_id=" + contact.get(0).getString("id"))
            .expect(200)
            .results()
            .get(0)
            .getString("id");
    return product.api().get("/v1/threads/" + thread + "/messages").expect(200).results().get(0);
  }

  private static int count(Product product, String recipient, String what, String whose) {
    var counted = message(product, recipient).getJsonObject(what);
    return counted == null ? 0 : counted.getInt(whose);
  }

  /** What was told of a recipient's mail, the oldest first. */
  private static List<JsonObject> events(Product product, String type, String recipient)
      throws SQLException {
    var contact = message(product, recipient).getString("contact_id");
    var events = new ArrayList<JsonObject>();
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "select payload from webhooks.event where type = ? and payload like ?"
                    + " order by id")) {
      statement.setString(1, type);
      statement.setString(2, "%" + contact + "%");
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          try (var reader = Json.createReader(new StringReader(row.getString(1)))) {
            events.add(reader.readObject().getJsonObject("data"));
          }
        }
      }
    }
    return events;
  }

  private static String part(MimeMessage mail, int number) throws Exception {
    BodyPart part = ((MimeMultipart) mail.getContent()).getBodyPart(number);
    return String.valueOf(part.getContent());
  }

  private static List<String> hrefs(MimeMessage mail) throws Exception {
    return HREF.matcher(part(mail, 1)).results().map(found -> found.group(1)).toList();
  }

  private static List<URI> tracked(MimeMessage mail) throws Exception {
    return hrefs(mail).stream().filter(href -> href.contains("/c/")).map(URI::create).toList();
  }

  private static URI pixel(MimeMessage mail) throws Exception {
    return PIXEL
        .matcher(part(mail, 1))
        .results()
        .map((MatchResult found) -> URI.create(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static RawHttp.Answer at(Product product, String host, String path) {
    return RawHttp.send(product, host, "GET", path, new byte[0]);
  }

  private String location(URI link) throws Exception {
    return ask("GET", link).headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> ask(String method, URI address) throws Exception {
    return browser.send(request(method, address).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String method, URI address) {
    return HttpRequest.newBuilder(address)
        .timeout(Duration.ofSeconds(20))
        .header(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
        .method(method, BodyPublishers.noBody());
  }
}
