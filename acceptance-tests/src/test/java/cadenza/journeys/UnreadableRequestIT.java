package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Product;
import cadenza.product.RawHttp;
import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read is refused as a problem, and never read as something else. */
@Journey
class UnreadableRequestIT {
  private static final String JSON = "Content-Type: application/json";

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "\"yes\"", "\"true\"", "[]", "{}"})
  void a_stop_on_reply_that_is_no_boolean_is_refused(String value, Product product) {
    var body =
        Json.createObjectBuilder()
            .add("name", "Strict")
            .add("sender_inbox_id", product.newMailbox().id())
            .add("emails", Conversation.emails(600))
            .build()
            .toString()
            .replaceFirst("\\{", "{\"exit_on_reply\":" + value + ",");

    var answer = product.api().post("/v1/sequences/", body).expect(400);

    assertThat(answer.code()).isEqualTo("wrong_type");
    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/exit_on_reply");
  }

  @Test
  void a_limit_or_port_beyond_32_bits_is_refused_and_not_cut(Product product) {
    var address = Product.newAddress("cut");
    var inbox = product.inboxAt(address, product.smtpPort()).add("daily_limit", 4294967396L);
    var server = product.inboxAt(address, product.smtpPort()).build().toString();

    product.api().post("/v1/inboxes/", inbox).expect(422);
    product
        .api()
        .post("/v1/inboxes/", server.replaceFirst("\"port\":\\d+", "\"port\":4294967321"))
        .expect(422);
    product
        .api()
        .post("/v1/inboxes/", server.replaceFirst("\"port\":\\d+", "\"port\":2.9"))
        .expect(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic abc",
        "Basic",
        "Basic YTpi",
        "Bearer",
        "Bearer ",
        "Digest x=1",
        "cdz_x",
        ":"
      })
  void an_authorization_of_another_kind_is_401(String authorization, Product product) {
    for (var path : List.of("/v1/contacts/", "/v1/nowhere")) {
      var answer =
          RawHttp.send(product, "GET", path, new byte[0], "Authorization: " + authorization);

      requireProblem(answer, 401);
      assertThat(answer.head()).contains("WWW-Authenticate: Bearer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/contacts/?q=%ZZ",
        "/v1/contacts/?cursor=%",
        "/v1/contacts/?limit=%4",
        "/v1/contacts/?q=a|b",
        "/v1/contacts/?q={}",
        "/v1/contacts/?q=%00",
        "/v1/contacts/?%ZZ=1",
        "/v1/contacts/?q=\"",
      })
  void an_address_that_is_no_URI_is_refused(String target, Product product) {
    var answer = RawHttp.send(product, "GET", target, new byte[0], bearer(product));

    assertThat(answer.status()).as(answer.body()).isBetween(400, 422);
    requireProblem(answer, answer.status());
  }

  @Test
  void a_packed_body_is_415(Product product) {
    for (var packing : List.of("gzip", "deflate", "br", "gzip, gzip")) {
      var answer =
          RawHttp.send(
              product,
              "POST",
              "/v1/contacts/",
              "{\"full_name\":\"A\"}".getBytes(StandardCharsets.UTF_8),
              bearer(product),
              JSON,
              "Content-Encoding: " + packing);

      requireProblem(answer, 415);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "a/b/c;=", "*/json;q=x", "application/json;q=7", ";;;"})
  void a_malformed_media_type_is_refused(String type, Product product) {
    var accepted =
        RawHttp.send(
            product, "GET", "/v1/contacts/", new byte[0], bearer(product), "Accept: " + type);
    var sent =
        RawHttp.send(
            product,
            "POST",
            "/v1/contacts/",
            new byte[] {'{', '}'},
            bearer(product),
            "Content-Type: " + type);

    assertThat(accepted.status()).isIn(400, 406);
    requireProblem(accepted, accepted.status());
    requireProblem(sent, 415);
  }

  private static void requireProblem(RawHttp.Answer answer, int status) {
    assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
    assertThat(answer.head()).contains("application/problem+json").contains("X-Request-Id: ");
    assertThat(answer.body()).doesNotContain("Exception").doesNotContain("java.");
  }

  private static String bearer(Product product) {
    return "Authorization: Bearer " + product.api().token();
  }
}
