package cadenza.journeys;

import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
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
import java.util.regex.Pattern;

/** The mail of a sequence's one step as it came in, and what is known of it afterwards. */
record TrackedMail(Product product, String recipient, MimeMessage message) {
  static final String TARGET = "https://shop.example/offer?utm_source=mail&utm_term=a%20b&n=1#part";
  static final String OTHER = "https://b\u00fccher.example/\u00e4";
  static final String HTML =
      "<html><body><p>Hi <b>there</b>,</p>\r\n"
          + "<a href=\"https://shop.example/offer?utm_source=mail&amp;utm_term=a%20b&amp;n=1#part\">"
          + "Offer</a> <a href='https://b\u00fccher.example/\u00e4'>Books</a>"
          + " <a href=\"https://shop.example/imprint\" data-notrack>Imprint</a>"
          + " <a href=\"{{unsubscribe_url}}\">No more</a></body></html>";

  private static final Pattern HREF = Pattern.compile("href=[\"']([^\"']+)[\"']");
  private static final Pattern PIXEL = Pattern.compile("<img src=\"([^\"]+/o/[\\w-]{43})\"");
  private static final HttpClient BROWSER = HttpClient.newHttpClient();

  static TrackedMail to(Product product, String recipient) {
    return to(product, recipient, sequence -> sequence);
  }

  static TrackedMail to(
      Product product, String recipient, UnaryOperator<JsonObjectBuilder> sequence) {
    var step =
        Json.createObjectBuilder()
            .add("delay", Json.createObjectBuilder().add("value", 0).add("unit", "seconds"))
            .add("subject", "Hello")
            .add("body", "Our offer: " + TARGET)
            .add("html", HTML);
    var id =
        product
            .api()
            .post(
                "/v1/sequences/",
                sequence.apply(
                    Json.createObjectBuilder()
                        .add("name", "Tracked")
                        .add("sender_inbox_id", product.newMailbox().id())
                        .add("steps", Json.createArrayBuilder().add(step))))
            .expect(201)
            .id();
    product
        .api()
        .post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("sequence_id", id)
                .add("recipient", Json.createObjectBuilder().add("email", recipient)))
        .expect(201);
    return new TrackedMail(product, recipient, Conversation.mailsFor(product, recipient, 1).get(0));
  }

  static void settings(Api api, String settings) {
    api.patch("/v1/mail_settings", settings).expect(200);
  }

  /** As it is before a workspace decides. */
  static void forNobody(Product product) {
    settings(
        product.api(),
        "{\"track_opens\": false, \"track_clicks\": false, \"tracking_domain\": null,"
            + " \"untracked_countries\": null}");
  }

  String text() throws Exception {
    return part(0);
  }

  String html() throws Exception {
    return part(1);
  }

  private String part(int number) throws Exception {
    return String.valueOf(((MimeMultipart) message.getContent()).getBodyPart(number).getContent());
  }

  List<String> hrefs() throws Exception {
    return HREF.matcher(html()).results().map(found -> found.group(1)).toList();
  }

  /** Those that lead to us first, the one that no person sees last. */
  List<URI> links() throws Exception {
    return hrefs().stream().filter(href -> href.contains("/c/")).map(URI::create).toList();
  }

  URI pixel() throws Exception {
    var found = PIXEL.matcher(html());
    if (!found.find()) {
      throw new AssertionError("No picture in " + html());
    }
    return URI.create(found.group(1));
  }

  /** As a browser asks. */
  static HttpResponse<byte[]> ask(String method, URI address) throws Exception {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .header(
                "User-Agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
            .method(method, BodyPublishers.noBody());
    return BROWSER.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** How the interface shows it. */
  private JsonObject shown() {
    var contact = product.api().get("/v1/contacts?address=" + recipient).expect(200).results();
    var threads =
        product
            .api()
            .get("/v1/threads?contact_id=" + contact.get(0).getString("id"))
            .expect(200)
            .results();
    return product
        .api()
        .get("/v1/threads/" + threads.get(0).getString("id") + "/messages")
        .expect(200)
        .results()
        .get(0);
  }

  /**
   * @param what {@code opens} or {@code clicks}
   * @param whose {@code count} or {@code machine_count}
   */
  int count(String what, String whose) {
    var counted = shown().getJsonObject(what);
    return counted == null ? 0 : counted.getInt(whose);
  }

  /** Which of its links were followed, as the interface shows the message alone. */
  List<JsonObject> followed() {
    var message = product.api().get("/v1/messages/" + shown().getString("id")).expect(200).json();
    return message.getJsonArray("links").getValuesAs(JsonObject.class);
  }

  /** What was told of its recipient, the oldest first. */
  List<JsonObject> events(String type) throws SQLException {
    var events = new ArrayList<JsonObject>();
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "select payload from webhooks.event where type = ? and payload like ?"
                    + " order by id")) {
      statement.setString(1, type);
      statement.setString(2, "%" + shown().getString("contact_id") + "%");
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
}
