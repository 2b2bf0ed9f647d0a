package cadenza.messaging.adapter.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.messaging.application.TokenIssuer.Issued;
import cadenza.messaging.application.TokenIssuer.Question;
import cadenza.messaging.application.TokenIssuer.Refused;
import cadenza.messaging.application.TokenIssuer.Unanswered;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An issuer on a real socket. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenEndpointTest {
  final TokenEndpoint endpoint = new TokenEndpoint();
  HttpServer issuer;
  volatile int status = 200;
  volatile String answer = "{}";
  volatile @Nullable String location;
  volatile String asked = "";

  @BeforeEach
  void an_issuer_opens() throws IOException {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/",
        exchange -> {
          asked =
              exchange.getRequestHeaders().getFirst("Content-Type")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
          }
          var body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    issuer.start();
    endpoint.http = KernelParts.http(KernelParts.hostsHere(), KernelParts.tls());
  }

  @AfterEach
  void the_issuer_closes() {
    issuer.stop(0);
  }

  @Test
  void a_refresh_token_buys_an_access_token() {
    answer = "{\"access_token\":\"ya29.abc\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    assertThat(endpoint.ask(question("s&cret", "https://mail.google.com/")))
        .isEqualTo(new Issued("ya29.abc", Duration.ofSeconds(3599), null));
    assertThat(asked)
        .startsWith("application/x-www-form-urlencoded")
        .endsWith(
            " grant_type=refresh_token&refresh_token=1%2F%2Fold&client_id=our-client"
                + "&client_secret=s%26cret&scope=https%3A%2F%2Fmail.google.com%2F");
  }

  @Test
  void a_public_client_says_no_secret() {
    answer = "{\"access_token\":\"t\"}";

    assertThat(endpoint.ask(question(null, null)))
        .isEqualTo(new Issued("t", Duration.ofHours(1), null));
    assertThat(asked).endsWith("&client_id=our-client");
  }

  @Test
  void an_issuer_may_change_the_refresh_token() {
    answer = "{\"access_token\":\"t\",\"expires_in\":60,\"refresh_token\":\"new\"}";

    assertThat(endpoint.ask(question(null, null)))
        .isEqualTo(new Issued("t", Duration.ofSeconds(60), "new"));
  }

  @ParameterizedTest
  @CsvSource({"400,invalid_grant", "401,invalid_client", "400,unauthorized_client"})
  void what_only_a_person_can_mend_is_a_refusal(int code, String error) {
    status = code;
    answer = "{\"error\":\"" + error + "\",\"error_description\":\"Token has been\\r\\nrevoked.\"}";

    assertThat(endpoint.ask(question(null, null)))
        .isEqualTo(new Refused(error + ": Token has been revoked."));
  }

  @ParameterizedTest
  @CsvSource({
    "500,'{\"error\":\"invalid_grant\"}'",
    "429,'{\"error\":\"rate_limit_exceeded\"}'",
    "400,'{\"error\":\"temporarily_unavailable\"}'",
    "400,<html>",
    "403,''",
    "200,'{}'",
    "200,'[]'",
    "200,'{\"access_token\":7}'"
  })
  void everything_else_may_pass(int code, String body) {
    status = code;
    answer = body;

    assertThat(endpoint.ask(question(null, null))).isInstanceOf(Unanswered.class);
  }

  @Test
  void a_token_that_would_end_the_line_of_the_login_is_none() {
    answer = "{\"access_token\":\"a\\r\\nRCPT TO:<x@example.com>\"}";

    assertThat(endpoint.ask(question(null, null))).isInstanceOf(Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-5, 0, 4_000_000_000_000L})
  void a_life_is_at_least_nothing_and_at_most_a_day(long seconds) {
    answer = "{\"access_token\":\"t\",\"expires_in\":" + seconds + "}";

    assertThat(endpoint.ask(question(null, null)))
        .isInstanceOfSatisfying(
            Issued.class,
            issued -> assertThat(issued.life()).isBetween(Duration.ZERO, Duration.ofDays(1)));
  }

  @Test
  void the_secrets_follow_no_redirect() {
    status = 307;
    location = "http://elsewhere.example/token";

    assertThat(endpoint.ask(question("secret", null))).isInstanceOf(Unanswered.class);
  }

  @Test
  void an_answer_of_a_megabyte_is_none() {
    answer = "{\"access_token\":\"" + "t".repeat(1_000_000) + "\"}";

    assertThat(endpoint.ask(question(null, null))).isInstanceOf(Unanswered.class);
  }

  @Test
  @Timeout(30)
  void a_header_without_an_end_is_no_answer() throws IOException {
    try (var endless = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var talk = new Thread(() -> talkWithoutEnd(endless));
      talk.setDaemon(true);
      talk.start();

      assertThat(
              endpoint.ask(
                  new Question(
                      "http://issuer.example:" + endless.getLocalPort(), "c", null, null, "r")))
          .isInstanceOf(Unanswered.class);
    }
  }

  private static void talkWithoutEnd(ServerSocket endless) {
    try (var peer = endless.accept()) {
      var out = peer.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
      while (true) {
        out.write("x".repeat(8192).getBytes(UTF_8));
      }
    } catch (IOException hungUp) {
      // as it should
    }
  }

  @Test
  void an_inside_address_or_plain_text_is_not_asked() {
    answer = "{\"access_token\":\"t\"}";
    endpoint.http = KernelParts.http(KernelParts.hostsOutsideOnly(), KernelParts.tls());

    assertThat(endpoint.ask(question("secret", null))).isInstanceOf(Unanswered.class);
    assertThat(asked).isEmpty();
  }

  private Question question(@Nullable String secret, @Nullable String scope) {
    return new Question(
        "http://issuer.example:" + issuer.getAddress().getPort() + "/token",
        "our-client",
        secret,
        scope,
        "1//old");
  }
}
