package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscribers hear of each step, and can prove who told them. */
@Journey
class WebhookIT {
  private record Call(Map<String, List<String>> headers, String body) {
    HttpHeaders asHeaders() {
      return HttpHeaders.of(headers, (name, value) -> true);
    }
  }

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private HttpServer sink;

  @BeforeEach
  void listen() throws IOException {
    sink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    sink.createContext(
        "/hook",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var headers =
              exchange.getRequestHeaders().entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
          calls.add(new Call(headers, body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    sink.start();
  }

  @AfterEach
  void stopListening() {
    sink.stop(0);
  }

  @Test
  void the_official_library_verifies_what_a_subscriber_receives(Product product) throws Exception {
    var endpoint =
        product
            .api()
            .post(
                "/v1/webhook_endpoints/",
                Json.createObjectBuilder()
                    .add("url", "http://127.0.0.1:" + sink.getAddress().getPort() + "/hook")
                    .add("format", "standard"))
            .expect(201)
            .json();
    var contact = Product.newAddress("heard");

    Conversation.enroll(product, product.newMailbox(), contact, 1);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(calls)
                    .extracting(Call::body)
                    .anyMatch(body -> body.contains("\"contact.created\""))
                    .anyMatch(body -> body.contains("\"enrollment.started\""))
                    .anyMatch(body -> body.contains("\"message.sent\""))
                    .anyMatch(body -> body.contains("\"enrollment.finished\"")));
    var verifier = new Webhook(endpoint.getString("secret"));
    for (var call : calls) {
      verifier.verify(call.body(), call.asHeaders());
    }
    product.api().delete("/v1/webhook_endpoints/" + endpoint.getString("id")).expect(204);
  }

  @Test
  void the_event_log_is_numbered_without_a_gap(Product product) {
    Conversation.enroll(product, product.newMailbox(), Product.newAddress("logged"), 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !product.api().get("/v1/events?after=0").expect(200).results().isEmpty());

    var numbers =
        product.api().get("/v1/events?after=0&limit=200").expect(200).results().stream()
            .map(event -> event.getJsonNumber("sequence").longValue())
            .toList();

    for (int i = 0; i < numbers.size(); i++) {
      assertThat(numbers.get(i)).isEqualTo(i + 1);
    }
  }
}
