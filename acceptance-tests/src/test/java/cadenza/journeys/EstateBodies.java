package cadenza.journeys;

import cadenza.product.Product;
import java.time.Instant;
import java.util.Map;

/** A body for each operation that takes one, about what an estate has. */
final class EstateBodies {
  private final Map<String, String> ids;
  private final int receiverPort;

  EstateBodies(Map<String, String> ids, int receiverPort) {
    this.ids = ids;
    this.receiverPort = receiverPort;
  }

  private String id(String kind) {
    return String.valueOf(ids.get(kind));
  }

  String of(String name) {
    return switch (name) {
      case "POST /v1/contacts" ->
          "{\"full_name\":\"Blake\",\"emails\":[{\"label\":\"work\",\"address\":\""
              + Product.newAddress("blake")
              + "\"}],\"phones\":[{\"label\":\"work\",\"number\":\"+49 30 1\"}],"
              + "\"anniversaries\":[{\"type\":\"birthday\",\"date\":\"1990-02-03\"}]}";
      case "PATCH /v1/contacts/{id}" -> "{\"notes\":\"changed\"}";
      case "POST /v1/contacts/{id}/erase" -> "{\"suppress\":true}";
      case "POST /v1/contacts/{id}/merge" -> "{\"from\":\"ctc_01h455vb4pex5vsknk084sn02q\"}";
      case "POST /v1/labels" -> "{\"name\":\"" + Product.newAddress("label") + "\"}";
      case "PATCH /v1/labels/{id}", "PATCH /v1/companies/{id}" -> "{\"name\":\"changed\"}";
      case "POST /v1/custom_fields" -> "{\"key\":\"seats\",\"title\":\"Seats\"}";
      case "PATCH /v1/custom_fields/{key}" -> "{\"title\":\"changed\"}";
      case "POST /v1/suppressions/import" -> "address\n" + Product.newAddress("nobody") + "\n";
      case "POST /v1/suppressions/{id}/lift" -> "{\"evidence\":\"asked again\"}";
      case "POST /v1/enrollments", "POST /v1/sequences/enrollments" ->
          "{\"inbox_id\":\""
              + id("inboxes")
              + "\",\"recipient\":{\"email\":\""
              + Product.newAddress("casey")
              + "\"},\"emails\":"
              + Conversation.emails(600).build()
              + "}";
      case "POST /v1/enrollments/bulk", "POST /v1/sequences/enrollments/bulk" ->
          "{\"sequence_id\":\""
              + id("sequences")
              + "\",\"recipients\":[{\"email\":\""
              + Product.newAddress("dana")
              + "\"}]}";
      case "PATCH /v1/enrollments/{id}", "PATCH /v1/sequences/enrollments/{id}" ->
          "{\"action\":\"pause\"}";
      case "PATCH /v1/approvals/{id}" -> "{\"request\":" + enrollment() + "}";
      case "POST /v1/approvals/{id}/refuse" -> "{\"reason\":\"Not now.\"}";
      case "POST /v1/workflows" -> workflow();
      case "PATCH /v1/workflows/{id}" -> "{\"name\":\"changed\"}";
      case "POST /v1/imports" -> "email\nerin@example.com\n";
      case "POST /v1/inboxes" ->
          "{\"address\":\""
              + Product.newAddress("inbox")
              + "\",\"display_name\":\"Sales\",\"smtp\":{\"host\":\"127.0.0.1\",\"port\":9,"
              + "\"security\":\"none\"}}";
      case "PATCH /v1/mail_settings" -> "{\"list_unsubscribe\":true,\"track_clicks\":false}";
      case "PATCH /v1/inboxes/{id}" -> "{\"display_name\":\"changed\"}";
      case "POST /v1/messages" ->
          "{\"reply_to_message_id\":\""
              + id("messages")
              + "\",\"text_body\":\"Shall we talk on Thursday?\"}";
      case "POST /v1/blobs" -> "An offer";
      case "POST /v1/inbox/unmatched/{id}/match" -> "{\"contact_id\":\"" + id("contacts") + "\"}";
      case "POST /v1/thread_categories" -> "{\"key\":\"demo\",\"title\":\"Demo\"}";
      case "PATCH /v1/thread_categories/{key}" -> "{\"title\":\"changed\"}";
      case "PATCH /v1/threads/{id}" -> "{\"category\":\"interested\",\"unread\":false}";
      case "POST /v1/messages/{id}/resolve" -> "{\"outcome\":\"sent\"}";
      case "POST /v1/sequences" -> sequence();
      case "POST /v1/suppressions" ->
          "{\"address\":\"" + Product.newAddress("nobody") + "\",\"reason\":\"manual\"}";
      case "POST /v1/test_clocks" -> "{\"name\":\"nested\"}";
      case "POST /v1/test_clocks/{id}/advance" -> "{\"by\":\"PT1S\"}";
      case "POST /v1/test_clocks/{id}/replies" -> "{\"text\":\"Yes.\"}";
      case "POST /v1/tokens" -> "{\"label\":\"child\",\"scopes\":[\"contacts:read\"]}";
      case "POST /v1/sessions" -> "{\"email\":\"nobody@cadenza.test\",\"password\":\"wrong\"}";
      case "POST /v1/users" -> user();
      case "PATCH /v1/users/{id}" -> "{\"name\":\"changed\"}";
      case "POST /v1/webhook_endpoints" -> endpoint();
      case "POST /v1/webhook_endpoints/{id}/secret/rotate" -> "{\"grace\":\"PT0S\"}";
      case "POST /v1/webhook_endpoints/{id}/test" -> "{\"event_type\":\"reply.received\"}";
      case "POST /v1/webhook_endpoints/{id}/recover" -> "{\"since\":\"" + today() + "\"}";
      case "POST /v1/webhook_endpoints/{id}/replay" -> "{\"after\":0,\"up_to\":0}";
      case "POST /v3/webhooks", "PUT /v3/webhooks/{id}" -> subscription();
      case "POST /v1/workspaces" -> "{\"name\":\"Northwind\",\"zone\":\"Europe/Berlin\"}";
      case "PATCH /v1/webhook_endpoints/{id}" -> "{\"description\":\"changed\"}";
      default -> throw new IllegalStateException("The estate has no body for " + name);
    };
  }

  @SuppressWarnings("JavaSystemTime")
  private static String today() {
    return Instant.now().minusSeconds(60).toString();
  }

  String sequence() {
    return "{\"name\":\"Follow-up\",\"sender_inbox_id\":\""
        + id("inboxes")
        + "\",\"exit_on_reply\":true,\"calendar\":{\"zone\":\"UTC\",\"windows\":[{\"days\":"
        + "[\"mon\",\"tue\",\"wed\",\"thu\",\"fri\",\"sat\",\"sun\"],\"from\":\"00:00\","
        + "\"to\":\"24:00\"}]},\"emails\":"
        + Conversation.emails(600_000).build()
        + "}";
  }

  String user() {
    return "{\"name\":\"Robin\",\"email\":\""
        + Product.newAddress("robin")
        + "\",\"role\":\"viewer\"}";
  }

  String endpoint() {
    return "{\"url\":\"http://127.0.0.1:"
        + receiverPort
        + "/\",\"event_types\":[\"contact.created\"],\"options\":{\"signature\":\"both\"}}";
  }

  /** As Reply.io's callers write it. */
  String subscription() {
    return "{\"eventType\":\"email_bounced\",\"url\":\"http://127.0.0.1:"
        + receiverPort
        + "/\",\"scope\":\"Team\",\"payloadConfig\":{\"includeEmailUrl\":true}}";
  }

  String enrollment() {
    return "{\"sequence_id\":\""
        + id("sequences")
        + "\",\"recipient\":{\"email\":\""
        + Product.newAddress("finley")
        + "\"}}";
  }

  /** Mail of a domain that nobody writes from. */
  String workflow() {
    return "{\"name\":\"Answers\",\"trigger\":\"email_received\",\"conditions\":[{\"field\":"
        + "\"from_domain\",\"op\":\"eq\",\"value\":\"nobody.example\"}],\"enroll\":{\"sequence_id\":\""
        + id("sequences")
        + "\"}}";
  }
}
