package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import cadenza.product.Product.Mailbox;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mailbox whose password is changed behind our back, and given to us again. */
@Journey
class TroubledInboxIT {
  @Test
  void a_lost_login_is_told_once_shown_with_its_reason_and_over_with_the_new_password(
      Product product) {
    var mailbox = product.newMailbox();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> inbox(product, mailbox).getString("reading_status").equals("ok"));
    product.catcher().mailbox(mailbox.address(), "another");
    var inbox = "/v1/inboxes/" + mailbox.id();
    product.api().patch(inbox, "{\"imap\": {\"password\": \"wrong\"}}").expect(200);
    var contact = Product.newAddress("troubled");

    Conversation.enroll(product, mailbox, contact, 600);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              var shown = inbox(product, mailbox);
              assertThat(shown.getString("status")).isEqualTo("troubled");
              assertThat(shown.getString("status_reason")).startsWith("535");
              assertThat(shown.getString("reading_status")).isEqualTo("troubled");
              assertThat(shown.getString("reading_status_reason")).contains("refused the login");
            });
    assertThat(product.arrivals(contact)).isEmpty();

    product
        .api()
        .patch(
            inbox, "{\"smtp\": {\"password\": \"another\"}, \"imap\": {\"password\": \"another\"}}")
        .expect(200);

    await().atMost(Duration.ofSeconds(60)).until(() -> product.arrivals(contact).size() == 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(told(product, mailbox))
                    .containsExactlyInAnyOrder(
                        "inbox.troubled SENDING",
                        "inbox.troubled READING",
                        "inbox.recovered SENDING",
                        "inbox.recovered READING"));
    var shown = inbox(product, mailbox);
    assertThat(shown.getString("status")).isEqualTo("active");
    assertThat(shown.containsKey("status_reason")).isFalse();
    assertThat(shown.getString("reading_status")).isEqualTo("ok");
  }

  @Test
  void a_connection_test_that_goes_well_lets_a_troubled_inbox_send_again(Product product) {
    var mailbox = product.newMailbox();
    product.catcher().mailbox(mailbox.address(), "another");
    var contact = Product.newAddress("mended");
    Conversation.enroll(product, mailbox, contact, 600);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> inbox(product, mailbox).getString("status").equals("troubled"));
    var test = "/v1/inboxes/" + mailbox.id() + "/test";
    var failed = product.api().post(test, "{}").expect(200).json().getJsonObject("smtp");
    assertThat(failed.getString("status")).isEqualTo("failed");
    assertThat(inbox(product, mailbox).getString("status")).isEqualTo("troubled");

    product.catcher().mailbox(mailbox.address(), "secret");
    product.api().post(test, "{}").expect(200);
    product.api().post(test, "{}").expect(200);

    assertThat(inbox(product, mailbox).getString("status")).isEqualTo("active");
    await().atMost(Duration.ofSeconds(60)).until(() -> product.arrivals(contact).size() == 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(told(product, mailbox))
                    .filteredOn(event -> event.endsWith("SENDING"))
                    .containsExactly("inbox.troubled SENDING", "inbox.recovered SENDING"));
  }

  private static JsonObject inbox(Product product, Mailbox mailbox) {
    return product.api().get("/v1/inboxes/" + mailbox.id()).expect(200).json();
  }

  /** By the event log, in which every fact stands once. */
  private static List<String> told(Product product, Mailbox mailbox) {
    var found = new ArrayList<String>();
    var after = 0;
    while (true) {
      var page = product.api().get("/v1/events?limit=200&after=" + after).expect(200).results();
      if (page.isEmpty()) {
        return found;
      }
      for (var event : page) {
        after = Math.max(after, event.getInt("sequence"));
        if (event.getString("type").startsWith("inbox.")
            && event.getJsonObject("data").getString("inbox_id").equals(mailbox.id())) {
          found.add(event.getString("type") + " " + event.getJsonObject("data").getString("side"));
        }
      }
    }
  }
}
