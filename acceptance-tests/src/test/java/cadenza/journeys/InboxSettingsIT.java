package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api.Answer;
import cadenza.product.Product;
import cadenza.testing.AtOnce;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a mailbox is reached, and who learns its password. */
@Journey
class InboxSettingsIT {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"smtp\":{\"port\":2525}}",
        "{\"smtp\":{\"host\":\"127.0.0.2\"}}",
        "{\"smtp\":{\"security\":\"starttls\"}}",
        "{\"smtp\":{\"username\":\"somebody@else.example\"}}",
        "{\"imap\":{\"port\":2525}}",
      })
  void a_stored_password_goes_to_no_other_server_and_name(String change, Product product) {
    var inbox = "/v1/inboxes/" + product.newMailbox().id();
    var before = product.api().get(inbox).expect(200).text();

    var answer = product.api().patch(inbox, change).expect(422);

    assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/" + change.substring(2, 6) + "/password");
    assertThat(product.api().get(inbox).expect(200).text()).isEqualTo(before);
    product
        .api()
        .patch(inbox, change.replaceFirst("}}", ",\"password\":\"given again\"}}"))
        .expect(200);
  }

  @Test
  void other_settings_keep_the_password(Product product) {
    var inbox = "/v1/inboxes/" + product.newMailbox().id();

    product.api().patch(inbox, "{\"display_name\":\"Sales, again\",\"smtp\":{}}").expect(200);

    var report = product.api().post(inbox + "/test").expect(200).json();
    assertThat(report.getJsonObject("smtp").getString("status")).isEqualTo("ok");
    assertThat(report.getJsonObject("imap").getString("status")).isEqualTo("ok");
  }

  @Test
  void null_takes_a_provider_s_limit_away_from_the_beginning(Product product) {
    var known = connected(product, "");
    assertThat(known.getInt("daily_limit")).isEqualTo(10_000);
    assertThat(known.getString("minimum_gap")).isEqualTo("PT2S");

    var free = connected(product, ",\"daily_limit\":null,\"minimum_gap\":null");
    assertThat(free).doesNotContainKey("daily_limit");
    assertThat(free.getString("minimum_gap")).isEqualTo("PT0S");
    assertThat(connected(product, ",\"minimum_gap\":\"PT0S\"").getString("minimum_gap"))
        .isEqualTo("PT0S");
    assertThat(connected(product, ",\"daily_limit\":40").getInt("daily_limit")).isEqualTo(40);
  }

  private static JsonObject connected(Product product, String limits) {
    return product
        .api()
        .post(
            "/v1/inboxes",
            "{\"address\":\""
                + Product.newAddress("provider")
                + "\",\"provider\":\"microsoft_365\",\"smtp\":{\"password\":\"p\"}"
                + limits
                + "}")
        .expect(201)
        .json();
  }

  @Test
  void a_mailbox_keeps_a_server_to_send_with(Product product) {
    var inbox = "/v1/inboxes/" + product.newMailbox().id();

    product.api().patch(inbox, "{\"smtp\":null}").expect(422);
    product.api().patch(inbox, "{\"imap\":null}").expect(200);
  }

  @Test
  void changes_at_the_same_time_all_count_where_no_version_is_asked_for(Product product) {
    var inbox = "/v1/inboxes/" + product.newMailbox().id();
    var etag = product.api().get(inbox).header("ETag").orElseThrow();

    var answers = atOnce(i -> product.api().patch(inbox, "{\"daily_limit\":" + (100 + i) + "}"));

    assertThat(answers).extracting(Answer::status).containsOnly(200);
    product.api().patch(inbox, "{\"daily_limit\":1}", "If-Match", etag).expect(412);
    product.api().patch(inbox, "{\"daily_limit\":1}", "If-Match", "W/nonsense").expect(412);
  }

  @Test
  void of_many_requests_for_one_address_at_once_one_connects_it(Product product) {
    var address = Product.newAddress("race");
    var body = product.inboxAt(address, product.smtpPort()).build().toString();

    var answers = atOnce(i -> product.api().post("/v1/inboxes/", body));

    assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
    assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
  }

  private static List<Answer> atOnce(IntFunction<Answer> request) {
    return AtOnce.times(12, request);
  }
}
