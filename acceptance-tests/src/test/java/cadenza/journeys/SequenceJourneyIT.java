package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import jakarta.json.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The main job on the real clock with real mail. */
@Journey
class SequenceJourneyIT {
  @Test
  void an_enrolled_contact_gets_every_step_in_one_thread(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("prospect");

    var enrollment = Conversation.enroll(product, mailbox, contact, 2);
    var mails = Conversation.mailsFor(product, contact, 2);

    var first = mails.get(0);
    var second = mails.get(1);
    assertThat(first.getSubject()).isEqualTo("Following up on the proposal");
    assertThat(second.getSubject()).isEqualTo("Re: Following up on the proposal");
    assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
    assertThat(second.getHeader("References", " ")).contains(first.getMessageID());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(Conversation.statusOf(product, enrollment)).isEqualTo("finished"));
    assertThat(product.catcher().mailOf(contact)).hasSize(2);
  }

  @Test
  void a_reply_stops_the_rest(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("answers");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var first = Conversation.mailsFor(product, contact, 1).get(0);

    Conversation.reply(product, first, contact, mailbox.address());

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(Conversation.statusOf(product, enrollment)).isEqualTo("finished"));
    var body = product.api().get("/v1/enrollments/" + enrollment).expect(200).json();
    assertThat(body.getString("finish_reason")).isEqualTo("REPLIED");
  }

  @Test
  void a_paused_enrollment_sends_nothing_and_a_resumed_one_goes_on(Product product) {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("waits");
    var enrollment = Conversation.enroll(product, mailbox, contact, 600);
    var path = "/v1/sequences/enrollments/" + enrollment + "/";

    product.api().patch(path, "{\"action\": \"pause\"}").expect(200);
    assertThat(Conversation.statusOf(product, enrollment)).isIn("paused", "sending");
    product.api().patch(path, "{\"action\": \"resume\"}").expect(200);

    assertThat(Conversation.mailsFor(product, contact, 1)).hasSize(1);
  }

  @Test
  void a_paused_inbox_holds_its_mail_back_until_it_is_resumed(Product product) {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("held");
    product.api().post("/v1/inboxes/" + mailbox.id() + "/pause").expect(200);

    Conversation.enroll(product, mailbox, contact, 600);
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> product.catcher().mailOf(contact).isEmpty());
    product.api().post("/v1/inboxes/" + mailbox.id() + "/resume").expect(200);

    assertThat(Conversation.mailsFor(product, contact, 1)).hasSize(1);
  }

  @Test
  void a_suppressed_address_gets_nothing_and_explain_says_why(Product product) {
    var mailbox = product.newMailbox();
    var contact = Product.newAddress("never");
    product
        .api()
        .post("/v1/suppressions/", Json.createObjectBuilder().add("address", contact))
        .expect(200, 201);

    var answer =
        product
            .api()
            .post(
                "/v1/sequences/enrollments/",
                Json.createObjectBuilder()
                    .add("inbox_id", mailbox.id())
                    .add("recipient", Json.createObjectBuilder().add("email", contact))
                    .add("emails", Conversation.emails(5)));

    if (answer.status() == 201) {
      var explanation =
          product.api().get("/v1/enrollments/" + answer.id() + "/explain").expect(200);
      assertThat(explanation.text()).contains("suppression");
    } else {
      answer.expect(409, 422);
    }
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> product.catcher().mailOf(contact).isEmpty());
  }

  @Test
  void explain_names_every_gate_and_the_next_time(Product product) {
    var mailbox = product.newMailbox();
    var enrollment = Conversation.enroll(product, mailbox, Product.newAddress("explained"), 600);

    var explanation =
        product.api().get("/v1/enrollments/" + enrollment + "/explain").expect(200).json();

    assertThat(explanation.getJsonArray("gates")).isNotEmpty();
    assertThat(explanation.getString("zone")).isNotBlank();
  }
}
