package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published requests, to the letter but for the ids and the address. */
@Journey
class GentContractIT {
  private static final String CONTACT =
      """
      {
      "inbox_id": "inb_123",
      "full_name": "Avery Chen",
      "emails": [{"label": "work", "address": "buyer@example.com"}],
      "notes": "Source message: msg_123. Labels to apply after creation: lead, proposal-open."
      }""";

  private static final String SEQUENCE =
      """
      {
      "name": "Proposal follow-up",
      "sender_inbox_id": "inb_123",
      "exit_on_reply": true,
      "emails": [
      {
      "delay_days": 2,
      "subject": "Following up on the proposal",
      "body": "Checking whether you had a chance to review the proposal."
      },
      {
      "delay_days": 5,
      "subject": "Any questions on the proposal?",
      "body": "Happy to answer questions or adjust timing if useful."
      }
      ],
      "exit_condition_prompt": "Exit if the contact replies, declines, or says the request is no longer relevant."
      }""";

  private static final String PROMPT_SEQUENCE =
      """
      {
      "name": "Contextual client nudge",
      "sender_inbox_id": "inb_123",
      "exit_on_reply": true,
      "emails": [
      {
      "delay_days": 4,
      "subject": "Following up",
      "prompt": "Write a concise follow-up based on the source message and latest thread context."
      }
      ],
      "exit_condition_prompt": "Exit if the contact replies or clearly declines."
      }""";

  private static final String ENROLLMENT =
      """
      {
      "inbox_id": "inb_123",
      "sequence_id": "seq_123",
      "recipient": {"contact_id": "ctc_123"},
      "source": {
      "type": "email",
      "message_id": "msg_123",
      "thread_id": "thr_123",
      "subject": "Proposal for review",
      "from_address": "buyer@example.com"
      }
      }""";

  private static final String AD_HOC =
      """
      {
      "inbox_id": "inb_123",
      "recipient": {"email": "buyer@example.com"},
      "exit_on_reply": true,
      "source": {
      "type": "email",
      "message_id": "msg_123",
      "thread_id": "thr_123"
      },
      "emails": [
      {
      "delay_days": 2,
      "subject": "Following up",
      "body": "Checking whether this is still useful."
      }
      ]
      }""";

  private static final String TRIGGERED =
      """
      {
      "inbox_id": "inb_123",
      "recipient": {"contact_id": "ctc_123"},
      "sequence_id": "seq_123",
      "exit_on_reply": true,
      "source": {
      "type": "email",
      "message_id": "msg_123",
      "thread_id": "thr_123",
      "subject": "Proposal follow-up trigger"
      }
      }""";

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void every_request_of_the_contract_is_understood(String slash, Product product) {
    var buyer = Product.newAddress("buyer");
    var mailbox = product.newMailbox();
    var source = Conversation.begin(product, mailbox, buyer);
    var gent =
        product.apiWith(
            "contacts:read", "contacts:write", "sequences:write", "email:send", "sequences:read");

    var contact =
        gent.post("/v1/contacts" + slash, with(CONTACT, mailbox.id(), buyer, source)).expect(201);
    var sequence =
        gent.post("/v1/sequences" + slash, with(SEQUENCE, mailbox.id(), buyer, source)).expect(201);
    assertThat(sequence.json().getString("sequence_id")).startsWith("seq_");

    var enrollments = "/v1/sequences/enrollments" + slash;
    var saved =
        with(ENROLLMENT, mailbox.id(), buyer, source)
            .replace("seq_123", sequence.id())
            .replace("ctc_123", contact.id());
    var enrollment = gent.post(enrollments, saved).expect(201);
    assertThat(enrollment.json().getString("enrollment_id")).startsWith("enr_");
    assertThat(enrollment.json().getString("exit_condition"))
        .isEqualTo("not_judged: assistant.not_configured");

    // The same contact again, as an automation would: the one that is open is answered.
    var again =
        gent.post(
                enrollments,
                with(TRIGGERED, mailbox.id(), buyer, source)
                    .replace("seq_123", sequence.id())
                    .replace("ctc_123", contact.id()))
            .expect(200);
    assertThat(again.id()).isEqualTo(enrollment.id());

    gent.post(enrollments, with(AD_HOC, mailbox.id(), buyer, source)).expect(201);

    var cancelled =
        gent.patch(
                "/v1/sequences/enrollments/" + enrollment.id() + slash, "{\"action\": \"cancel\"}")
            .expect(200);
    assertThat(cancelled.json().getString("status")).isEqualTo("finished");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void an_automation_starts_a_saved_sequence_and_its_word_on_replies_wins(
      String slash, Product product) {
    var buyer = Product.newAddress("labelled");
    var mailbox = product.newMailbox();
    var source = Conversation.begin(product, mailbox, buyer);
    var api = product.api();
    var contact =
        api.post("/v1/contacts" + slash, with(CONTACT, mailbox.id(), buyer, source)).expect(201);
    var heedless =
        with(SEQUENCE, mailbox.id(), buyer, source)
            .replace("\"exit_on_reply\": true", "\"exit_on_reply\": false");
    var sequence = api.post("/v1/sequences" + slash, heedless).expect(201);
    assertThat(sequence.json().getBoolean("exit_on_reply")).isFalse();

    var enrollment =
        api.post(
                "/v1/sequences/enrollments" + slash,
                with(TRIGGERED, mailbox.id(), buyer, source)
                    .replace("seq_123", sequence.id())
                    .replace("ctc_123", contact.id()))
            .expect(201)
            .json();

    assertThat(enrollment.getBoolean("exit_on_reply")).isTrue();
    assertThat(enrollment.getString("contact_id")).isEqualTo(contact.id());
    assertThat(enrollment.getString("thread_id")).isEqualTo(source.threadId());
    assertThat(enrollment.getJsonObject("source").getString("subject"))
        .isEqualTo("Proposal follow-up trigger");
    assertThat(enrollment.getInt("total_emails")).isEqualTo(2);
    var read = api.get("/v1/contacts/" + contact.id() + slash).expect(200).json();
    assertThat(read.getJsonArray("active_sequences")).hasSize(1);
    assertThat(read.getJsonArray("active_sequences").getJsonObject(0).getString("enrollment_id"))
        .isEqualTo(enrollment.getString("id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void a_contact_names_only_an_inbox_that_its_token_may_use(String slash, Product product) {
    var mine = product.newMailbox();
    var another = product.newMailbox();
    var bound =
        new Api(
            product.url(),
            product
                .api()
                .post(
                    "/v1/tokens/",
                    Json.createObjectBuilder()
                        .add("label", "agent of one inbox")
                        .add("inbox_id", mine.id())
                        .add("scopes", Json.createArrayBuilder().add("contacts:write")))
                .expect(201)
                .json()
                .getString("token"));
    var path = "/v1/contacts" + slash;

    bound.post(path, contactAt(mine.id())).expect(201);
    bound.post(path, contactAt(null)).expect(201);
    for (var inbox : new String[] {another.id(), "inb_01h455vb4pex5vsknk084sn02q", "inb_123"}) {
      var refused = bound.post(path, contactAt(inbox)).expect(422);
      assertThat(refused.text()).contains("/inbox_id");
    }
    product.api().post(path, contactAt(another.id())).expect(201);
  }

  private static JsonObjectBuilder contactAt(@Nullable String inbox) {
    var contact = Json.createObjectBuilder().add("full_name", "Avery Chen");
    return inbox == null ? contact : contact.add("inbox_id", inbox);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void a_prompt_is_refused_as_long_as_nobody_can_write_it(String slash, Product product) {
    var mailbox = product.newMailbox();
    var body = PROMPT_SEQUENCE.replace("inb_123", mailbox.id());

    var answer = product.api().post("/v1/sequences" + slash, body).expect(422);

    assertThat(answer.code()).isEqualTo("assistant.not_configured");
    assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"message_id", "thread_id"})
  void an_unknown_source_is_refused_by_the_name_of_its_field(String field, Product product) {
    var mailbox = product.newMailbox();
    var api = product.api();

    var answer =
        api.post(
                "/v1/sequences/enrollments/",
                Json.createObjectBuilder()
                    .add("inbox_id", mailbox.id())
                    .add(
                        "recipient",
                        Json.createObjectBuilder().add("email", Product.newAddress("unknown")))
                    .add(
                        "source",
                        Json.createObjectBuilder()
                            .add("type", "email")
                            .add(field, unknownId(field)))
                    .add("emails", Conversation.emails(5)))
            .expect(422);

    assertThat(answer.text()).contains("/source/" + field);
  }

  private static String unknownId(String field) {
    return (field.equals("message_id") ? "msg_" : "thr_") + "01h455vb4pex5vsknk084sn02q";
  }

  private static String with(
      String request, String inbox, String buyer, Conversation.Received source) {
    return request
        .replace("inb_123", inbox)
        .replace("buyer@example.com", buyer)
        .replace("\"msg_123\"", "\"" + source.messageId() + "\"")
        .replace("\"thr_123\"", "\"" + source.threadId() + "\"");
  }
}
