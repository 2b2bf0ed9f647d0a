package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Api;
import cadenza.product.Product;
import jakarta.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * What looks like code, a path or a header is text: found nowhere, run by nobody, kept as it is.
 */
@Journey
class ProbesIT {
  private static final List<String> PROBES =
      List.of(
          "' or '1'='1",
          "x'; select pg_sleep(20)--",
          "\" or \"\"=\"",
          "x%' or 1=1 --",
          "%",
          "_____",
          "\\",
          "$[*]",
          "$.** ? (@ != 0)",
          "*)(uid=*))(|(uid=*",
          "{{7*7}}",
          "${7*7}",
          "#{7*7}",
          "<%= 7*7 %>",
          "${jndi:ldap://127.0.0.1:9/a}",
          "../../../../../../etc/passwd",
          "..%2f..%2f..%2fetc%2fpasswd",
          "file:///etc/passwd",
          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
          "x\r\nSet-Cookie: owned=1",
          "`id`",
          "| id");

  private static final String NOTHING = "200 with 0";

  /** They say which part of a list is asked for. */
  private static final Set<String> PAGING = Set.of("limit", "cursor", "position");

  @Test
  void as_a_filter_it_finds_nothing_or_is_refused(Product product) {
    try (var estate = Estate.open(product)) {
      var all = new SoftAssertions();
      for (var operation : Interface.of(product).operations()) {
        if (!operation.method().equals("GET") || operation.path().contains("{")) {
          continue;
        }
        for (var parameter : operation.queryParameters()) {
          if (!PAGING.contains(parameter)) {
            ask(all, estate.owner(), operation.path() + "?" + parameter + "=");
          }
        }
      }
      all.assertAll();
    }
  }

  private static void ask(SoftAssertions all, Api api, String question) {
    var harmless = outcome(api.get(question + "zzz-nobody-has-this"));
    for (var probe : PROBES) {
      var answer = api.get(question + URLEncoder.encode(probe, StandardCharsets.UTF_8));
      all.assertThat(outcome(answer)).as(question + probe).isIn(harmless, NOTHING, "refused");
      all.assertThat(answer.header("Set-Cookie")).as(question + probe).isEmpty();
    }
  }

  private static String outcome(Api.Answer answer) {
    if (answer.status() >= 400 && answer.status() < 500) {
      return "refused";
    }
    var results = answer.json().getJsonArray("results");
    return answer.status() + " with " + (results == null ? "none" : results.size());
  }

  @Test
  void as_an_id_it_names_nothing(Product product) {
    var all = new SoftAssertions();
    for (var operation : Interface.of(product).operations()) {
      if (!operation.method().equals("GET") || !operation.path().contains("{")) {
        continue;
      }
      for (var probe : PROBES) {
        var id = URLEncoder.encode(probe, StandardCharsets.UTF_8).replace("+", "%20");
        var answer = product.api().get(operation.at(id));
        all.assertThat(answer.status()).as(operation.name() + " " + probe).isBetween(400, 499);
        all.assertThat(answer.text()).as(operation.name() + " " + probe).doesNotContain("root:");
      }
    }
    all.assertAll();
  }

  @Test
  void as_text_it_is_kept_as_it_is(Product product) {
    for (var probe : PROBES) {
      var made =
          product
              .api()
              .post(
                  "/v1/contacts",
                  Json.createObjectBuilder().add("full_name", probe).add("notes", probe))
              .expect(201, 422);
      if (made.status() == 201) {
        var read = product.api().get("/v1/contacts/" + made.id()).expect(200).json();
        assertThat(read.getString("full_name")).isEqualTo(probe);
        assertThat(read.getString("notes")).isEqualTo(probe);
      }
    }
  }
}
