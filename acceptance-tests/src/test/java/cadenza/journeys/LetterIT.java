package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.mail.Multipart;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a person writes by himself, in a conversation or to begin one. */
@Journey
class LetterIT {
  @Test
  void an_answer_goes_to_the_other_side_in_the_same_thread(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var writer = Product.newAddress("writer");
    var received = Conversation.begin(product, mailbox, writer);
    var before = product.api().get("/v1/messages/" + received.messageId()).expect(200).json();

    var answer =
        product
            .api()
            .post(
                "/v1/messages/",
                Json.createObjectBuilder()
                    .add("reply_to_message_id", received.messageId())
                    .add("text_body", "Shall we talk on Thursday?"))
            .expect(201)
            .json();

    assertThat(answer.getString("thread_id")).isEqualTo(received.threadId());
    var mail = Conversation.mailsFor(product, writer, 1).get(0);
    assertThat(mail.getSubject()).isEqualTo("Re: Proposal for review");
    assertThat(mail.getHeader("In-Reply-To"))
        .containsExactly(before.getString("message_id_header"));
    assertThat(mail.getHeader("List-Unsubscribe")).isNull();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        product
                            .api()
                            .get("/v1/messages/" + answer.getString("message_id"))
                            .expect(200)
                            .json()
                            .getString("status"))
                    .isEqualTo("sent"));
  }

  @Test
  void a_letter_takes_files_along_and_others_get_a_copy(Product product) throws Exception {
    var mailbox = product.newMailbox();
    var reader = Product.newAddress("reader");
    var copied = Product.newAddress("copied");
    var hidden = Product.newAddress("hidden");
    var file =
        product
            .api()
            .call(
                "POST",
                "/v1/blobs?name=p%C3%A5ge.pdf&content_type=application/pdf",
                "%PDF-1.7 offer")
            .expect(201)
            .json();
    assertThat(file.getInt("size")).isEqualTo(14);

    var written =
        product
            .api()
            .post(
                "/v1/messages",
                Json.createObjectBuilder()
                    .add("inbox_id", mailbox.id())
                    .add("to", Json.createArrayBuilder().add(reader))
                    .add("cc", Json.createArrayBuilder().add(copied))
                    .add("bcc", Json.createArrayBuilder().add(hidden).add(copied))
                    .add("reply_to", mailbox.address())
                    .add("subject", "Our offer")
                    .add("text_body", "It is attached.")
                    .add(
                        "attachments",
                        Json.createArrayBuilder()
                            .add(
                                Json.createObjectBuilder()
                                    .add("blob_id", file.getString("blob_id")))))
            .expect(201)
            .json();

    for (var address : List.of(reader, copied, hidden)) {
      var mail = Conversation.mailsFor(product, address, 1).get(0);
      assertThat(mail.getHeader("To", ",")).contains(reader);
      assertThat(mail.getHeader("Cc")).containsExactly(copied);
      assertThat(mail.getHeader("Reply-To")).containsExactly(mailbox.address());
      assertThat(mail.getHeader("Bcc")).isNull();
      var attached = ((Multipart) mail.getContent()).getBodyPart(1);
      assertThat(attached.getFileName()).isEqualTo("p\u00e5ge.pdf");
      assertThat(attached.getInputStream().readAllBytes()).asString().isEqualTo("%PDF-1.7 offer");
    }
    var message =
        product.api().get("/v1/messages/" + written.getString("message_id")).expect(200).json();
    assertThat(message.getJsonArray("cc").getString(0)).isEqualTo(copied);
    assertThat(message.getJsonArray("bcc").getString(0)).isEqualTo(hidden);
    var kept = message.getJsonArray("attachments").getJsonObject(0);
    assertThat(kept.getString("name")).isEqualTo("p\u00e5ge.pdf");
    assertThat(
            product
                .api()
                .get(
                    "/v1/messages/"
                        + written.getString("message_id")
                        + "/attachments/"
                        + kept.getString("id"))
                .expect(200)
                .text())
        .isEqualTo("%PDF-1.7 offer");
  }

  @Test
  void a_copy_to_somebody_who_wants_no_mail_is_refused(Product product) {
    var mailbox = product.newMailbox();
    var never = Product.newAddress("never");
    product.api().post("/v1/suppressions", "{\"address\":\"" + never + "\"}").expect(201);

    var problem =
        product
            .api()
            .post(
                "/v1/messages",
                Json.createObjectBuilder()
                    .add("inbox_id", mailbox.id())
                    .add("to", Json.createArrayBuilder().add(Product.newAddress("reader")))
                    .add("bcc", Json.createArrayBuilder().add(never))
                    .add("subject", "Hello")
                    .add("text_body", "Hi."))
            .expect(422);

    assertThat(problem.text()).contains("/bcc/0", "suppressed");
  }

  @Test
  void a_file_that_is_not_there_or_has_a_path_for_a_name_is_refused(Product product) {
    var mailbox = product.newMailbox();

    assertThat(product.api().call("POST", "/v1/blobs?name=..%2Fx", "x").expect(400).text())
        .contains("name");
    product.api().call("POST", "/v1/blobs?name=a.txt", "").expect(422);
    var problem =
        product
            .api()
            .post(
                "/v1/messages",
                "{\"inbox_id\":\""
                    + mailbox.id()
                    + "\",\"to\":[\"bo@example.com\"],\"subject\":\"Hello\",\"text_body\":\"Hi.\","
                    + "\"attachments\":[{\"blob_id\":\"blb_01h455vb4pex5vsknk084sn02q\"}]}")
            .expect(422);
    assertThat(problem.text()).contains("/attachments/0/blob_id", "not_found");
  }

  @Test
  void the_same_key_writes_once(Product product) {
    var mailbox = product.newMailbox();
    var reader = Product.newAddress("reader");
    var body =
        Json.createObjectBuilder()
            .add("inbox_id", mailbox.id())
            .add("to", Json.createArrayBuilder().add(reader))
            .add("subject", "Hello")
            .add("text_body", "Hi.")
            .build()
            .toString();

    var first = product.api().post("/v1/messages", body, "Idempotency-Key", reader).expect(201);
    var again = product.api().post("/v1/messages", body, "Idempotency-Key", reader).expect(201);

    assertThat(again.json()).isEqualTo(first.json());
    Conversation.mailsFor(product, reader, 1);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> product.catcher().mailOf(reader).size() == 1);
  }

  @Test
  void a_machine_is_not_answered(Product product) {
    var mailbox = product.newMailbox();
    Conversation.write(
        product, Product.newAddress("away"), mailbox.address(), "Automatic reply: away", null);
    var thread =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    product
                        .api()
                        .get("/v1/threads?inbox_id=" + mailbox.id())
                        .expect(200)
                        .results()
                        .stream()
                        .findFirst(),
                found -> found.isPresent())
            .orElseThrow()
            .getString("id");
    var message =
        product
            .api()
            .get("/v1/threads/" + thread)
            .expect(200)
            .json()
            .getJsonArray("messages")
            .getJsonObject(0)
            .getString("id");

    refused(
        product,
        "{\"reply_to_message_id\":\"" + message + "\",\"text_body\":\"Hi\"}",
        "not_a_person");
  }

  @Test
  void what_does_not_fit_is_refused_by_its_field(Product product) {
    var mailbox = product.newMailbox();
    var reader = Product.newAddress("nobody");
    product
        .api()
        .post("/v1/suppressions/", Json.createObjectBuilder().add("address", reader))
        .expect(201);
    var start = "{\"inbox_id\":\"" + mailbox.id() + "\",\"text_body\":\"Hi\"";

    refused(product, start + "}", "/to/0");
    refused(product, start + ",\"to\":[\"not an address\"],\"subject\":\"x\"}", "/to/0");
    refused(product, start + ",\"to\":[\"a@b.example\"]}", "/subject");
    refused(product, start + ",\"to\":[\"" + reader + "\"],\"subject\":\"x\"}", "suppressed");
    refused(product, "{\"to\":[\"a@b.example\"],\"subject\":\"x\"}", "/inbox_id");
    refused(
        product,
        "{\"reply_to_message_id\":\"msg_01h455vb4pex5vsknk084sn02q\",\"text_body\":\"Hi\"}",
        "/reply_to_message_id");
  }

  private static void refused(Product product, String body, String why) {
    assertThat(product.api().post("/v1/messages", body).expect(422).text()).contains(why);
  }

  @Test
  void an_inbox_that_is_paused_or_spent_says_so(Product product) {
    var mailbox = product.newMailbox();
    product.api().patch("/v1/inboxes/" + mailbox.id(), "{\"daily_limit\":1}").expect(200);
    var body =
        "{\"inbox_id\":\""
            + mailbox.id()
            + "\",\"to\":[\""
            + Product.newAddress("one")
            + "\"],\"subject\":\"x\",\"text_body\":\"Hi\"}";

    product.api().post("/v1/messages", body).expect(201);
    assertThat(product.api().post("/v1/messages", body).expect(409).code())
        .isEqualTo("inbox.daily_limit");
    product.api().post("/v1/inboxes/" + mailbox.id() + "/pause").expect(200);
    assertThat(product.api().post("/v1/messages", body).expect(409).code())
        .isEqualTo("inbox.paused");
  }

  @Test
  void a_limit_holds_for_letters_that_are_written_at_once(Product product) throws Exception {
    var mailbox = product.newMailbox();
    product.api().patch("/v1/inboxes/" + mailbox.id(), "{\"daily_limit\":1}").expect(200);
    var body =
        "{\"inbox_id\":\""
            + mailbox.id()
            + "\",\"to\":[\""
            + Product.newAddress("race")
            + "\"],\"subject\":\"x\",\"text_body\":\"Hi\"}";

    var answers =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> product.api().post("/v1/messages", body).status()))
            .toList();

    var statuses = answers.stream().map(CompletableFuture::join).toList();
    assertThat(statuses).containsOnly(201, 409);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
  }
}
