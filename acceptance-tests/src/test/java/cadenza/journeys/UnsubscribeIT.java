package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody wants no more mail, and says so without a login: RFC 2369, RFC 8058. */
@Journey
class UnsubscribeIT {
  private static final Pattern HEADER =
      Pattern.compile("<(http://[^>]+/u/[\\w-]{43})>, <mailto:([^>?]+)\\?subject=([\\w-]+)>");
  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterEach
  void show_the_way_out_again(Product product) {
    product.api().patch("/v1/mail_settings", "{\"list_unsubscribe\": true}").expect(200);
  }

  @Test
  void one_click_takes_the_recipient_off_at_once(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("leaves");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var mail = Conversation.mailsFor(product, contact, 1).get(0);

    assertThat(mail.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
    var said = post(link(mail), "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");

    assertThat(said.statusCode()).isEqualTo(200);
    assertThat(said.headers().firstValue("Set-Cookie")).isEmpty();
    var standing = product.api().get("/v1/enrollments/" + enrollment).expect(200).json();
    assertThat(standing.getString("status")).isEqualTo("finished");
    assertThat(standing.getString("finish_reason")).isEqualTo("OPTED_OUT");
    var suppressed = product.api().get("/v1/suppressions/?address=" + contact).expect(200);
    assertThat(suppressed.text()).contains("opted_out").contains("link of msg_");
  }

  @Test
  void a_repeat_in_the_other_encoding_changes_nothing_and_is_told_once(Product product)
      throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("twice");
    Conversation.enroll(product, mailbox, contact, 600);
    var link = link(Conversation.mailsFor(product, contact, 1).get(0));
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
            + "One-Click\r\n--b--\r\n";

    assertThat(post(link, "multipart/form-data; boundary=b", form).statusCode()).isEqualTo(200);
    assertThat(post(link, "multipart/form-data; boundary=b", form).statusCode()).isEqualTo(200);
    assertThat(post(link, "text/plain", "").statusCode()).isEqualTo(200);

    assertThat(optOutsOf(product, contact)).isEqualTo(1);
  }

  @Test
  void his_word_outlasts_what_suppressed_him_for_a_while(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("outlasts");
    Conversation.enroll(product, mailbox, contact, 600);
    var link = link(Conversation.mailsFor(product, contact, 1).get(0));
    product
        .api()
        .post(
            "/v1/suppressions",
            Json.createObjectBuilder()
                .add("address", contact)
                .add("channel", "email")
                .add("expires_at", Instant.now().plus(Duration.ofDays(1)).toString()))
        .expect(201);

    assertThat(post(link, "text/plain", "").statusCode()).isEqualTo(200);

    var standing = product.api().get("/v1/suppressions/?address=" + contact).expect(200).results();
    assertThat(standing).hasSize(1);
    assertThat(standing.get(0).getString("reason")).isEqualTo("opted_out");
    assertThat(standing.get(0)).doesNotContainKey("expires_at");
    assertThat(optOutsOf(product, contact)).isEqualTo(1);
  }

  @Test
  void it_ends_what_would_go_to_his_new_address(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("moved");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var link = link(Conversation.mailsFor(product, contact, 1).get(0));
    var id =
        product
            .api()
            .get("/v1/enrollments/" + enrollment)
            .expect(200)
            .json()
            .getString("contact_id");
    product
        .api()
        .patch(
            "/v1/contacts/" + id,
            "{\"emails\":[{\"address\":\"" + Product.newAddress("new") + "\"}]}")
        .expect(200);

    assertThat(post(link, "text/plain", "").statusCode()).isEqualTo(200);

    assertThat(Conversation.statusOf(product, enrollment)).isEqualTo("finished");
  }

  @Test
  void whoever_only_looks_changes_nothing(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("scanned");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var link = link(Conversation.mailsFor(product, contact, 1).get(0));

    var page = ask(HttpRequest.newBuilder(link).GET());
    var head = ask(HttpRequest.newBuilder(link).method("HEAD", BodyPublishers.noBody()));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<form method=\"post\">").doesNotContain(contact);
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(Conversation.statusOf(product, enrollment)).isNotEqualTo("finished");
    assertThat(product.api().get("/v1/suppressions/?address=" + contact).text())
        .doesNotContain("opted_out");
  }

  @Test
  void a_link_that_is_not_ours_leads_nowhere(Product product) throws Exception {
    var known = URI.create(product.url() + "/u/" + "A".repeat(43));

    assertThat(ask(HttpRequest.newBuilder(known).GET()).statusCode()).isEqualTo(404);
    assertThat(post(known, "text/plain", "").statusCode()).isEqualTo(404);
    assertThat(post(URI.create(product.url() + "/u/"), "text/plain", "").statusCode())
        .isEqualTo(404);
    assertThat(post(URI.create(product.url() + "/u"), "text/plain", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_template_shows_the_same_link(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("visible");
    product
        .api()
        .post(
            "/v1/sequences/enrollments/",
            Json.createObjectBuilder()
                .add("inbox_id", mailbox.id())
                .add("recipient", Json.createObjectBuilder().add("email", contact))
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(
                            Json.createObjectBuilder()
                                .add("delay_days", 0)
                                .add("subject", "Hello")
                                .add("body", "Hi.\n\nNo more: {{unsubscribe_url}}"))))
        .expect(201);

    var mail = Conversation.mailsFor(product, contact, 1).get(0);

    assertThat(String.valueOf(mail.getContent()).replace("\r\n", "\n"))
        .contains("No more: " + link(mail));
  }

  @Test
  void a_mail_to_the_other_address_does_the_same_whoever_sends_it(Product product)
      throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("writes");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var mail = Conversation.mailsFor(product, contact, 1).get(0);
    var asked = HEADER.matcher(mail.getHeader("List-Unsubscribe", ",").replaceAll("\\s+", " "));
    assertThat(asked.matches()).isTrue();
    assertThat(asked.group(2)).isEqualTo(mailbox.address());

    Conversation.write(
        product, Product.newAddress("home"), mailbox.address(), asked.group(3), null);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(Conversation.statusOf(product, enrollment)).isEqualTo("finished"));
    assertThat(optOutsOf(product, contact)).isEqualTo(1);
  }

  @Test
  void a_workspace_may_do_without(Product product) throws Exception {
    product.api().patch("/v1/mail_settings", "{\"list_unsubscribe\": false}").expect(200);
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("internal");

    Conversation.enroll(product, mailbox, contact, 600);
    var mail = Conversation.mailsFor(product, contact, 1).get(0);

    assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    assertThat(mail.getHeader("List-Unsubscribe-Post")).isNull();
    var settings = product.api().get("/v1/mail_settings").expect(200).json();
    assertThat(settings.getBoolean("list_unsubscribe")).isFalse();
  }

  private static long optOutsOf(Product product, String contact) throws SQLException {
    try (var connection = product.database().superuserConnection();
        var statement =
            connection.prepareStatement(
                "select count(*) from webhooks.event where type = 'contact.opted_out'"
                    + " and payload like ?")) {
      statement.setString(1, "%" + contact + "%");
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  static URI link(MimeMessage mail) throws Exception {
    var header = mail.getHeader("List-Unsubscribe", ",");
    assertThat(header).isNotNull();
    var found = HEADER.matcher(header.replaceAll("\\s+", " "));
    assertThat(found.matches()).as(header).isTrue();
    return URI.create(found.group(1));
  }

  private HttpResponse<String> post(URI link, String type, String body) throws Exception {
    return ask(
        HttpRequest.newBuilder(link)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
    return browser.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }
}
